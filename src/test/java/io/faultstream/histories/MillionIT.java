package io.faultstream.histories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultstream.history.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run of a million requests is judged with at most 1 GiB of heap within two minutes. What it
 * really took is printed: seconds depend on the machine and are no claim.
 */
@EnabledOnOs(OS.LINUX)
final class MillionIT {
  private static final long REQUESTS = 1_000_000;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Making the history is no part of the claim. */
  private static final Duration MAKING = Duration.ofMinutes(5);

  @TempDir private Path folder = Path.of("");

  @Test
  void millionRequestsAreJudgedInOneGibibyteAndTwoMinutes()
      throws IOException, InterruptedException {
    Path results = folder.resolve("results");
    assertThat(java(MAKING, "256m", HistoryMain.class, results.toString(), Long.toString(REQUESTS)))
        .isZero();
    Path run = results.resolve("runs/migration/latest");
    Path needed = folder.resolve("needed");

    int exit = java(LIMIT, "1g", MeteredJudge.class, run.toString(), needed.toString());

    assertThat(exit).as(() -> output("MeteredJudge")).isZero();
    JsonNode summary =
        Json.reader(JsonNode.class).readTree(Files.readString(run.resolve("summary.json")));
    assertThat(summary.path("phases"))
        .extracting(phase -> phase.path("sent").asLong())
        .satisfies(sent -> assertThat(sent.stream().mapToLong(n -> n).sum()).isEqualTo(REQUESTS));
    System.out.println(REQUESTS + " requests judged in " + Files.readString(needed));
  }

  private int java(Duration within, String heap, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + heap, "-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(main.getSimpleName()).toFile())
            .start();
    try {
      if (!process.waitFor(within.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("still busy: " + output(main.getSimpleName()));
      }
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private String output(String of) {
    try {
      return Files.readString(folder.resolve(of));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
