package io.faultstream.report.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.spec.CancelSpec;
import io.faultstream.spec.CancelSpec.How;
import io.faultstream.spec.CancelSpec.Moment;
import io.faultstream.spec.CancelSpec.When;
import io.faultstream.spec.Phase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CancellationSectionTest {
  private static final Duration WITHIN = Duration.ofMillis(300);

  @Test
  void planSaysWhoIsLeftHowAndWhen() {
    List<Moment> moments =
        List.of(
            new Moment(When.TIME, 0, Duration.ofMillis(10)),
            new Moment(When.CHUNKS, 20, Duration.ZERO),
            new Moment(When.RANDOM, 0, Duration.ZERO));

    assertThat(
            CancellationSection.asked(
                new CancelSpec(Phase.OVERFLOW, 0.5, How.CLOSE, moments, WITHIN, 0)))
        .isEqualTo(
            "50 % of the requests of overflow are left by their client, whose connection is closed"
                + " without a word; each at one of: 10ms, 20 chunks, random.");
  }

  @Test
  void burstIsOfSoManyAtOnce() {
    assertThat(
            CancellationSection.asked(
                new CancelSpec(Phase.OVERFLOW, 0.25, How.RESET, List.of(), WITHIN, 20)))
        .isEqualTo(
            "25 % of the requests of overflow are left by their client, whose connection is reset"
                + " without a word; 20 at once, again and again.");
  }
}
