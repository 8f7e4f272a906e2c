package io.faultstream.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultstream.history.FaultEvent;
import io.faultstream.history.FaultStep;
import io.faultstream.history.JsonLines;
import io.faultstream.history.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole simulation as a negative control, on the embedded cluster: never a PASS. */
@Timeout(120)
final class ControlIT {
  @TempDir Path folder;

  private SimulationProcess play(String... settings) throws Exception {
    SimulationProcess run = new SimulationProcess(folder);
    List<String> all =
        new java.util.ArrayList<>(
            List.of(
                "target.kind=embedded",
                "load.outputTokens=40",
                "phase.overflow.length=4s",
                "fault.hold=1s"));
    all.addAll(List.of(settings));
    assertThat(run.play(all.toArray(String[]::new))).as(run.output()).isNotZero();
    assertThat(run.output()).contains("it must be INCONCLUSIVE");
    assertThat(run.json(RunFolder.VERDICT).path("verdict").asText())
        .as(run.output())
        .isEqualTo("INCONCLUSIVE");
    return run;
  }

  private static List<FaultEvent> events(SimulationProcess run) throws IOException {
    return JsonLines.read(run.file(RunFolder.FAULTS), FaultEvent.class);
  }

  private static String reason(SimulationProcess run) throws IOException {
    JsonNode verdict = run.json(RunFolder.VERDICT);
    return verdict.path("reason").asText();
  }

  @Test
  void killedDecoyHasNoEffectThatTheTargetShows() throws Exception {
    SimulationProcess run = play("fault.control=decoy");

    assertThat(reason(run)).startsWith("fault-happened: ").contains("no effect was seen");
    assertThat(events(run))
        .anyMatch(e -> e.step() == FaultStep.EFFECT && e.ok() && e.evidence().contains("gone"))
        .anyMatch(e -> e.step() == FaultStep.NOTICED && !e.ok())
        .anyMatch(e -> e.step() == FaultStep.UNDONE && e.ok())
        .allMatch(e -> e.victim().isEmpty() || e.victim().startsWith("decoy-of-worker-"));
  }

  @Test
  void shamHasNeitherDipNorRecoveryAlsoWhereTheVictimShallWait() throws Exception {
    SimulationProcess run = play("fault.control=sham", "fault.kind=stall", "expect=wait");

    assertThat(reason(run)).startsWith("fault-happened: ").contains("nothing was broken");
    assertThat(events(run)).noneMatch(e -> e.step() == FaultStep.EFFECT && e.ok());
  }
}
