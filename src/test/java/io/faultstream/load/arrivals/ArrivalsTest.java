package io.faultstream.load.arrivals;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.Phase;
import io.faultstream.time.Chance;
import io.gatling.javaapi.core.OpenInjectionStep;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArrivalsTest {
  private static Arrivals.OfPhase phase(Phase phase, OpenInjectionStep step) {
    return new Arrivals.OfPhase(phase, Injection.of(step));
  }

  @Test
  void momentsOfAGatlingStepAreRead() {
    OpenInjectionStep step = constantUsersPerSec(10).during(1);
    assertThat(InjectionSteps.offsetsMillis(step))
        .containsExactly(0L, 100L, 200L, 300L, 400L, 500L, 600L, 700L, 800L, 900L);
    assertThat(InjectionSteps.rates(step)).isEqualTo(new InjectionSteps.Rates(10, 10));
    assertThat(InjectionSteps.rates(rampUsersPerSec(2).to(6).during(4)))
        .isEqualTo(new InjectionSteps.Rates(2, 6));
    assertThat(InjectionSteps.rates(atOnceUsers(3)).from()).isEqualTo(3000);
  }

  @Test
  void phasesLieEndToEnd() {
    Arrivals arrivals =
        Arrivals.of(
            List.of(
                phase(Phase.STANDARD, constantUsersPerSec(2).during(2)),
                phase(Phase.RECOVERY, constantUsersPerSec(1).during(2))),
            LoadSpec.Arrivals.REGULAR,
            new Chance(1));
    assertThat(arrivals.count()).isEqualTo(6);
    assertThat(arrivals.intendedMillis(3)).isEqualTo(1500);
    assertThat(arrivals.intendedMillis(4)).isEqualTo(2000);
    assertThat(arrivals.phase(3)).isEqualTo(Phase.STANDARD);
    assertThat(arrivals.phase(4)).isEqualTo(Phase.RECOVERY);
  }

  @Test
  void poissonArrivalsRepeatWithTheSeedAndKeepRateAndPhase() {
    List<Arrivals.OfPhase> phases =
        List.of(phase(Phase.OVERFLOW, rampUsersPerSec(10).to(190).during(20)));
    Arrivals first = Arrivals.of(phases, LoadSpec.Arrivals.POISSON, new Chance(42));
    Arrivals second = Arrivals.of(phases, LoadSpec.Arrivals.POISSON, new Chance(42));
    Arrivals other = Arrivals.of(phases, LoadSpec.Arrivals.POISSON, new Chance(43));
    int early = 0;
    boolean differs = false;
    for (int i = 0; i < first.count(); i++) {
      assertThat(first.intendedMillis(i))
          .isEqualTo(second.intendedMillis(i))
          .isBetween(0L, 20_000L);
      differs |= first.intendedMillis(i) != other.intendedMillis(i);
      early += first.intendedMillis(i) < 10_000 ? 1 : 0;
    }
    assertThat(differs).isTrue();
    // The first half of the ramp has the mean rate 55, the second 145.
    assertThat(early / (double) first.count()).isCloseTo(0.275, within(0.03));
  }

  @Test
  void gapsOfConstantPoissonAreExponential() {
    Arrivals arrivals =
        Arrivals.of(
            List.of(phase(Phase.STANDARD, constantUsersPerSec(50).during(100))),
            LoadSpec.Arrivals.POISSON,
            new Chance(7));
    int longGaps = 0;
    for (int i = 1; i < arrivals.count(); i++) {
      longGaps += arrivals.intendedMillis(i) - arrivals.intendedMillis(i - 1) > 20 ? 1 : 0;
    }
    // P(gap > mean) = 1/e.
    assertThat(longGaps / (double) arrivals.count()).isCloseTo(1 / Math.E, within(0.03));
  }

  @Test
  void replayGivesTheMomentsBackAndSaysWhenItBegins() {
    Arrivals arrivals =
        Arrivals.of(
            List.of(phase(Phase.STANDARD, constantUsersPerSec(4).during(2))),
            LoadSpec.Arrivals.REGULAR,
            new Chance(1));
    int[] begun = {0};
    OpenInjectionStep replay = InjectionSteps.replaying(arrivals, 2000, () -> begun[0]++);
    assertThat(begun[0]).isZero();
    assertThat(InjectionSteps.offsetsMillis(replay))
        .containsExactly(0L, 250L, 500L, 750L, 1000L, 1250L, 1500L, 1750L);
    assertThat(begun[0]).isEqualTo(1);
    assertThat(InjectionSteps.lengthMillis(replay)).isEqualTo(2000);
  }
}
