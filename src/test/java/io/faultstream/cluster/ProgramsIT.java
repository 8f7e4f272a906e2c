package io.faultstream.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts that cannot be, and an end that nobody asked for; what they serve is conformance's. */
@Timeout(60)
final class ProgramsIT {
  private static final int ORPHANED = 3;
  private static final int USAGE = 64;

  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();

  private Process start(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    Path log = folder.resolve(started.size() + ".log");
    Path errors = folder.resolve(started.size() + ".err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(log.toFile())
            .redirectError(errors.toFile())
            .start();
    started.add(process);
    return process;
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void portThatIsTakenIsOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Process frontend =
          start(FrontendMain.class, "--http-port", port, "--discovery", folder.toString());
      assertThat(exitCode(frontend)).isEqualTo(1);
      assertThat(Files.readAllLines(folder.resolve("0.err"))).hasSize(1);
    }
  }

  @Test
  void unknownOptionIsAMistakeOfUse() throws Exception {
    Process worker = start(WorkerMain.class, "--discovery", folder.toString(), "--bogus");
    assertThat(exitCode(worker)).isEqualTo(USAGE);
  }

  @Test
  void processEndsWithItsStandardInputWhereItIsToldTo() throws Exception {
    Process worker = start(WorkerMain.class, "--discovery", folder.toString(), "--exit-with-stdin");
    worker.getOutputStream().close();
    assertThat(exitCode(worker)).isEqualTo(ORPHANED);
  }
}
