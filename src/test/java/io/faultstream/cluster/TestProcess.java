package io.faultstream.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A started program of the cluster, its log and its end. */
final class TestProcess implements AutoCloseable {

  private final Process process;
  private final Path log;
  private final Path errors;

  private TestProcess(Process process, Path log, Path errors) {
    this.process = process;
    this.log = log;
    this.errors = errors;
  }

  static TestProcess start(Class<?> main, Path folder, List<String> arguments) {
    try {
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx96m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  main.getName()));
      command.addAll(arguments);
      Path log = Files.createTempFile(folder, main.getSimpleName(), ".log");
      Path errors = Files.createTempFile(folder, main.getSimpleName(), ".err");
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(log.toFile())
              .redirectError(errors.toFile())
              .start();
      return new TestProcess(process, log, errors);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  TestProcess ready() {
    Wait.until("ready: " + log, () -> find(" ready ").isPresent() || !process.isAlive());
    if (find(" ready ").isEmpty()) {
      throw new AssertionError("did not start: " + text() + errors());
    }
    return this;
  }

  /** The value of a field of the line of readiness. */
  String field(String name) {
    Matcher matcher =
        Pattern.compile(" " + name + "=(\\S+)").matcher(find(" ready ").orElseThrow());
    if (!matcher.find()) {
      throw new AssertionError(name);
    }
    return matcher.group(1);
  }

  String text() {
    return read(log);
  }

  String errors() {
    return read(errors);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  Optional<String> find(String part) {
    return text().lines().filter(line -> line.contains(part)).findFirst();
  }

  long count(String part) {
    return text().lines().filter(line -> line.contains(part)).count();
  }

  Process process() {
    return process;
  }

  void signal(String name) {
    try {
      int code =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      if (code != 0) {
        throw new AssertionError("kill -" + name + " gave " + code);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  int exitCode(Duration within) {
    try {
      if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("still running: " + text());
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
