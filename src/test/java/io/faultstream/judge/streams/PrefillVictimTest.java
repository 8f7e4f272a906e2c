package io.faultstream.judge.streams;

import static io.faultstream.measure.SampleHistory.MILLI;
import static io.faultstream.measure.SampleHistory.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.history.Outcome;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.SampleHistory;
import io.faultstream.measure.SampleSpecs;
import io.faultstream.measure.Streams;
import io.faultstream.spec.Expectation;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is claimed of running streams when a worker is hit that only computes prompts. */
final class PrefillVictimTest {
  @TempDir Path root;

  private Verdict find(Claim claim, SampleHistory run) {
    return claim.find(run.stored(root), claim.asked()).verdict();
  }

  /** All that was open at the kill had a token, and so was no longer on the victim. */
  private static SampleHistory idleVictim(Expectation expectation) {
    SampleHistory run = SampleHistory.migrated();
    run.change(Streams::onVictim, SampleHistory::again);
    run.spec = SampleSpecs.expecting(run.spec, expectation);
    run.load(new VictimLoad(OptionalInt.of(0), List.of(), true, OptionalLong.of(0)));
    run.migrations(0);
    return run;
  }

  @Test
  void runningStreamsAreTheEvidenceThatNoneWasLost() {
    assertThat(find(new NoStreamLost(), idleVictim(Expectation.UNTOUCHED))).isEqualTo(Verdict.PASS);
    assertThat(find(new NoStreamLost(), idleVictim(Expectation.MIGRATE)))
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void anyStreamThatIsLostFails() {
    SampleHistory run = idleVictim(Expectation.UNTOUCHED);
    run.change(Streams::elsewhere, o -> Streams.ended(o, Outcome.BROKEN, 130 * MILLI));
    assertThat(find(new NoStreamLost(), run)).isEqualTo(Verdict.FAIL);
  }

  @Test
  void withoutAnyStreamNothingIsProven() {
    SampleHistory run = idleVictim(Expectation.UNTOUCHED);
    run.seen.removeIf(o -> Math.abs(o.times().intended() - SampleHistory.INJECT) < 2 * SECOND);
    assertThat(find(new NoStreamLost(), run)).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void promptsMayBeComputedElsewhereButNoRunningStreamMoves() {
    SampleHistory prompts = SampleHistory.migrated();
    prompts.change(Streams::onVictim, o -> Streams.slower(o, SECOND, 0));
    prompts.migrations(0);
    SampleHistory streams = SampleHistory.migrated();
    streams.migrations(0);
    assertThat(find(new NoMigrations(), prompts)).isEqualTo(Verdict.FAIL);
    for (SampleHistory run : List.of(prompts, streams)) {
      run.spec = SampleSpecs.expecting(run.spec, Expectation.UNTOUCHED);
    }
    assertThat(find(new NoMigrations(), prompts)).isEqualTo(Verdict.PASS);
    assertThat(find(new NoMigrations(), streams)).isEqualTo(Verdict.FAIL);
  }

  @Test
  void onlyWhatHadNoTokenMayBeBegunAnew() {
    SampleHistory run = SampleHistory.migrated();
    run.change(Streams::onVictim, o -> Streams.slower(o, SECOND, 0));
    run.spec = SampleSpecs.expecting(run.spec, Expectation.UNTOUCHED);
    run.migrations(1);
    Claim claim = new NoMigrations();
    String evidence = claim.find(run.stored(root), claim.asked()).evidence();
    long most = Long.parseLong(evidence.replaceFirst(".*begun anew: (\\d+);.*", "$1"));
    assertThat(most).isPositive();
    for (long rise : new long[] {1, most}) {
      run.migrations(rise);
      assertThat(find(new NoMigrations(), run)).isEqualTo(Verdict.PASS);
    }
    run.migrations(most + 1);
    assertThat(find(new NoMigrations(), run)).isEqualTo(Verdict.FAIL);
    run.spec = SampleSpecs.expecting(run.spec, Expectation.DRAIN);
    run.migrations(1);
    assertThat(find(new NoMigrations(), run)).isEqualTo(Verdict.FAIL);
  }
}
