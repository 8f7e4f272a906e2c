package io.faultstream.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultstream.history.RunFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tester is tested: each member of the store is killed in turn, then a worker is restarted in
 * order; or what its defect needs is done to the store, on a cluster whose clients of the store are
 * as they should be or have a defect. One run at a time.
 */
@Timeout(300)
final class StoreDefectsIT {
  private static final List<String> SETTINGS =
      List.of(
          "target.kind=embedded",
          "target.embedded.heap=64",
          "target.etcd.lease=10s",
          "phase.warmup.length=1s",
          "phase.standard.length=5s",
          "phase.overflow.length=24s",
          "phase.recovery.length=8s",
          "load.rate=18",
          "load.peak=22",
          "load.outputTokens=60",
          "target.embedded.decodeSpeedup=0.287",
          "load.stallTimeout=5s");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void claimAboutItFails(StoreDefect defect) throws Exception {
    SimulationProcess run = new SimulationProcess("etcd-ha", folder);
    String[] settings =
        Stream.of(
                SETTINGS,
                defect.settings(),
                List.of("target.embedded.discoveryDefect=" + defect.setting()))
            .flatMap(List::stream)
            .toArray(String[]::new);

    boolean passed = run.play(settings) == 0;

    assertThat(passed).as(run.output()).isEqualTo(defect.caughtBy().isEmpty());
    JsonNode judgement = run.json(RunFolder.VERDICT);
    Set<String> failed = failed(judgement);
    assertThat(failed).as(judgement.toPrettyString()).containsAll(defect.caughtBy());
    failed.removeAll(defect.caughtBy());
    assertThat(defect.followed()).as(judgement.toPrettyString()).containsAll(failed);
    assertThat(judgement.path("verdict").asText())
        .isEqualTo(
            switch (defect) {
              case NONE, NONE_FOR_GOOD -> "PASS";
              case NEVER_REWATCHES -> "INCONCLUSIVE";
              case DROPS_LEASE, LOSES_RESYNC, OUTLIVES_LEASE, RECONNECTS_LATE -> "FAIL";
            });
  }

  private static Set<String> failed(JsonNode judgement) {
    Set<String> ids = new TreeSet<>();
    for (JsonNode claim : judgement.path("claims")) {
      if (claim.path("verdict").asText().equals("FAIL")) {
        ids.add(claim.path("id").asText());
      }
    }
    return ids;
  }
}
