package io.faultstream.load.arrivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.Phase;
import io.faultstream.spec.PhaseSpec;
import io.faultstream.spec.PhaseSpec.Clients;
import io.faultstream.time.Chance;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StayTest {
  private static PhaseSpec phase(Phase phase, int seconds, int from, int to) {
    return Injection.ofClients(new Clients(from, to), Duration.ofSeconds(seconds)).spec(phase);
  }

  private static long thereAt(List<Stay> stays, long millis) {
    return stays.stream().filter(s -> s.fromMillis() <= millis && millis < s.untilMillis()).count();
  }

  @Test
  void clientsComeWithinASecondRiseEvenlyAndGo() {
    List<Stay> stays =
        Stay.of(
            List.of(
                phase(Phase.STANDARD, 10, 4, 4),
                phase(Phase.OVERFLOW, 10, 4, 8),
                phase(Phase.RECOVERY, 10, 4, 4)));
    assertThat(stays).extracting(Stay::fromMillis).isSorted();
    assertThat(stays).hasSize(8);
    assertThat(stays.subList(0, 4))
        .extracting(Stay::fromMillis)
        .containsExactly(125L, 375L, 625L, 875L);
    assertThat(stays.subList(0, 4)).extracting(Stay::untilMillis).containsOnly(30_000L);
    assertThat(stays.subList(4, 8))
        .containsExactly(
            new Stay(11_250, 20_000),
            new Stay(13_750, 20_000),
            new Stay(16_250, 20_000),
            new Stay(18_750, 20_000));
    assertThat(thereAt(stays, 5_000)).isEqualTo(4);
    assertThat(thereAt(stays, 15_000)).isEqualTo(6);
    assertThat(thereAt(stays, 19_999)).isEqualTo(8);
    assertThat(thereAt(stays, 20_000)).isEqualTo(4);
  }

  @Test
  void clientsOfAFallingPhaseGoEvenly() {
    List<Stay> stays = Stay.of(List.of(phase(Phase.STANDARD, 8, 4, 0)));
    assertThat(thereAt(stays, 1_000)).isEqualTo(3);
    assertThat(thereAt(stays, 4_000)).isEqualTo(2);
    assertThat(thereAt(stays, 7_000)).isZero();
  }

  @Test
  void ratesAndClientsDoNotMix() {
    List<Arrivals.OfPhase> both =
        List.of(
            new Arrivals.OfPhase(phase(Phase.STANDARD, 1, 1, 1), List.of()),
            new Arrivals.OfPhase(
                new PhaseSpec(Phase.RECOVERY, Duration.ofSeconds(1), 1, 1, 1), List.of(0L)));
    assertThatThrownBy(() -> Arrivals.of(both, LoadSpec.Arrivals.REGULAR, new Chance(1)))
        .hasMessage("all phases are by rates, or all by clients");
  }
}
