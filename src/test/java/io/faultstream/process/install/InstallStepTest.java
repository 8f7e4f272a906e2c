package io.faultstream.process.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.process.ProcessIdentity;
import io.faultstream.process.Signal;
import io.faultstream.time.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class InstallStepTest {
  private static final Duration SHORT = Duration.ofSeconds(20);
  private static final Duration EVERY = Duration.ofMillis(10);

  @TempDir Path folder;

  @Test
  void itsProgramEndsWithTheJvmThatIsAskedToEnd() throws Exception {
    Path log = Files.createFile(folder.resolve("log"));
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                StepHolder.class.getName(),
                folder.toString(),
                log.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("holder.log").toFile())
            .start();
    List<ProcessIdentity> program = new ArrayList<>();
    try {
      for (String pid : Poll.until(SHORT, EVERY, () -> line(log)).orElseThrow().split(" ", -1)) {
        program.add(ProcessIdentity.of(Long.parseLong(pid)).orElseThrow());
      }
      holder.destroy();
      assertThat(holder.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(program).hasSize(2).noneMatch(ProcessIdentity::alive);
    } finally {
      holder.destroyForcibly();
      for (ProcessIdentity process : program) {
        Signal.KILL.sendTo(process);
      }
    }
  }

  private static Optional<String> line(Path log) {
    try {
      return Optional.of(Files.readString(log))
          .filter(text -> text.endsWith("\n"))
          .map(String::strip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void failureComesWithItsAdvice() {
    List<String> command = List.of("sh", "-c", "echo no network; exit 3");
    InstallStep step = new InstallStep("fetching", command, folder, "Look at the network.");
    assertThatThrownBy(() -> step.run(folder.resolve("log")))
        .isInstanceOf(InstallException.class)
        .hasMessageContainingAll(
            "fetching failed (exit code 3)", "\nLook at the network.\n", "no network");
  }
}
