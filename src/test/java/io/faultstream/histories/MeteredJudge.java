package io.faultstream.histories;

import io.faultstream.cli.Main;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * The command {@code judge}, and at its end what it needed: {@code MeteredJudge <run> <file>}
 * writes the processor time in milliseconds and the largest memory in MiB, all of it and not the
 * heap alone, into the file.
 */
public final class MeteredJudge {
  private static final String PEAK = "VmHWM:";

  private MeteredJudge() {}

  /** Judges; ends the process with the command's exit code. */
  public static void main(String... arguments) {
    Path to = Path.of(arguments[1]);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> write(to), "meter"));
    Main.main("judge", arguments[0]);
  }

  private static void write(Path to) {
    Duration busy = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    try {
      double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
      Files.writeString(
          to,
          String.format(
              Locale.ROOT,
              "%.1f s, %.1f s of processor time, %d MiB in all",
              seconds,
              busy.toMillis() / 1e3,
              peakMebibytes()));
    } catch (IOException e) {
      System.err.println("what it needed cannot be written: " + e);
    }
  }

  private static long peakMebibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith(PEAK))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(-1);
  }
}
