package io.faultstream.judge.validity;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.FaultStep;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.SampleHistory;
import io.faultstream.measure.SampleSpecs;
import io.faultstream.spec.Control;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ControlsTest {
  private static final Claim CLAIM = new FaultHappened();

  @TempDir Path root;

  private static SampleHistory run(Control control) {
    return played(SampleHistory.migrated(), control);
  }

  private static SampleHistory played(SampleHistory run, Control control) {
    run.spec = SampleSpecs.controlled(run.spec, control);
    return run;
  }

  private Finding find(SampleHistory run) {
    return CLAIM.find(run.stored(root), CLAIM.asked());
  }

  @Test
  void decoyThatNobodyMissedHasNoEffect() {
    SampleHistory run = played(SampleHistory.waited(), Control.DECOY);
    run.failed(FaultStep.NOTICED);

    assertThat(find(run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(find(run).evidence()).endsWith("a decoy was hit, and no effect was seen");
  }

  @Test
  void decoyWhoseTerminationIsNotSeenAtAllHasNoEffect() {
    SampleHistory run = played(SampleHistory.drained(), Control.DECOY);
    run.failed(FaultStep.EFFECT);
    run.events.removeIf(e -> e.step() == FaultStep.NOTICED);

    assertThat(find(run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(find(run).evidence()).endsWith("no effect was seen");

    SampleHistory stalled = played(SampleHistory.waited(), Control.DECOY);
    stalled.failed(FaultStep.EFFECT);
    stalled.events.removeIf(e -> e.step() == FaultStep.NOTICED);
    assertThat(find(stalled).evidence()).endsWith("the decoy was not proven to be hit");
  }

  /** What went on while its worker was held to be dead went on since nobody was. */
  @Test
  void streamsThatOnlySeemMovedAreNoEffect() {
    SampleHistory run = run(Control.DECOY);
    run.failed(FaultStep.NOTICED);
    run.metrics.clear();

    assertThat(find(run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void effectOfADecoyIsAFailureOfOurProofs() {
    Finding found = find(run(Control.DECOY));

    assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(found.evidence()).endsWith("a decoy was hit, yet the target showed an effect");
  }

  @Test
  void shamHasNeitherDipNorRecovery() {
    SampleHistory run = played(SampleHistory.drained(), Control.SHAM);
    run.failed(FaultStep.EFFECT);

    assertThat(find(run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(find(run).evidence())
        .endsWith("nothing was broken, so there is no dip and no recovery to judge");
    assertThat(find(run(Control.SHAM)).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void controlThatWasNeverPlayedShowsNothing() {
    SampleHistory run = run(Control.DECOY);
    run.events.clear();

    assertThat(find(run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(find(run).evidence()).endsWith("it was never played");
  }

  @Test
  void realFaultThatTheTargetDidNotNoticeHasNoEffectEither() {
    SampleHistory run = SampleHistory.drained();
    run.failed(FaultStep.NOTICED);

    assertThat(find(run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(find(run).evidence()).contains("no effect was seen at the target");
  }
}
