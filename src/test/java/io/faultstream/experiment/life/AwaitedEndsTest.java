package io.faultstream.experiment.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.FaultEvent;
import io.faultstream.history.FaultStep;
import io.faultstream.measure.SampleSpecs;
import io.faultstream.spec.Expectation;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultKind;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** An end is awaited of those who serve, once the store is lost, and of nobody before. */
final class AwaitedEndsTest {
  private static final ExperimentSpec LOST = SampleSpecs.with(FaultKind.ETCD_TOTAL_LOSS);

  private static FaultEvent step(FaultKind kind, FaultStep step) {
    return new FaultEvent(
        SampleSpecs.FAULT, kind, "", step, 0, true, "", OptionalInt.empty(), Optional.empty());
  }

  private static AwaitedEnds expecting(Expectation expectation) {
    return new AwaitedEnds(SampleSpecs.expecting(LOST, expectation));
  }

  @Test
  void onlyOnceTheStoreIsLost() {
    AwaitedEnds ends = expecting(Expectation.END);
    ends.step(step(FaultKind.ETCD_TOTAL_LOSS, FaultStep.ARMED));
    ends.step(step(FaultKind.KILL, FaultStep.INJECTING));
    assertThat(ends.now("worker-0")).isFalse();

    ends.step(step(FaultKind.ETCD_TOTAL_LOSS, FaultStep.INJECTING));
    assertThat(ends.now("worker-0")).isTrue();
    assertThat(ends.now("frontend")).isTrue();
    assertThat(ends.now("nats")).isFalse();
  }

  @Test
  void notWhereAllShallServeOn() {
    AwaitedEnds ends = expecting(Expectation.UNTOUCHED);
    ends.step(step(FaultKind.ETCD_TOTAL_LOSS, FaultStep.INJECTING));
    assertThat(ends.now("worker-0")).isFalse();
  }
}
