package io.faultstream.judge.service;

import static io.faultstream.measure.SampleHistory.INJECT;
import static io.faultstream.measure.SampleHistory.MILLI;
import static io.faultstream.measure.SampleHistory.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Outcome;
import io.faultstream.judge.Finding;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.SampleHistory;
import io.faultstream.measure.Streams;
import io.faultstream.spec.ClaimSpec;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limit of a recovery is seconds after the effect. */
final class RecoveryLimitTest {
  @TempDir private Path root = Path.of("");

  private Finding within(double seconds) {
    SampleHistory run = SampleHistory.migrated();
    run.change(
        o -> o.times().intended() >= INJECT && o.times().intended() < INJECT + 2 * SECOND,
        o -> Streams.refused(o, Outcome.UNAVAILABLE, MILLI));
    ClaimSpec asked = new ClaimSpec(RecoversWithin.ID, Map.of(RecoversWithin.SECONDS, seconds));
    return new RecoversWithin().find(run.stored(root), asked);
  }

  @Test
  void limitDecidesAboutAServiceThatWasAwayForTwoSeconds() {
    Finding found = within(3);

    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence())
        .contains("recovered after 2.0 s", "looked at for 35.0 s", "70 requests lost");
    assertThat(within(2).verdict()).isEqualTo(Verdict.PASS);
    assertThat(within(1.9).verdict()).isEqualTo(Verdict.FAIL);
  }
}
