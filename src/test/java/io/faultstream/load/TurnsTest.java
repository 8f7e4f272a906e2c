package io.faultstream.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.load.Turns.Turn;
import io.faultstream.load.arrivals.Arrivals;
import io.faultstream.load.arrivals.Injection;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LoadSpec.Kind;
import io.faultstream.spec.LoadSpec.Repeats;
import io.faultstream.spec.Phase;
import io.faultstream.spec.PhaseSpec;
import io.faultstream.spec.PhaseSpec.Clients;
import io.faultstream.time.Chance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TurnsTest {
  private static final long SECOND = 1_000_000_000L;

  /** Two phases of ten seconds: a request each second, or one client who stays for both. */
  private static Turns turns(boolean closed, Repeats repeats, Kind... kinds) {
    LoadSpec once = SampleLoad.repeated(repeats);
    LoadSpec load =
        kinds.length == 0
            ? once
            : new LoadSpec(
                List.of(kinds),
                once.inputTokens(),
                once.outputTokens(),
                once.prompt(),
                once.promptFile(),
                once.text(),
                once.dialect(),
                once.arrivals(),
                once.connections(),
                once.timeouts(),
                once.slo(),
                once.repeats());
    return new Turns(
        load,
        Arrivals.of(
            List.of(phase(Phase.STANDARD, closed), phase(Phase.OVERFLOW, closed)),
            LoadSpec.Arrivals.REGULAR,
            new Chance(1)));
  }

  private static Arrivals.OfPhase phase(Phase phase, boolean closed) {
    Duration length = Duration.ofSeconds(10);
    List<Long> each = List.of(0L, 1000L, 2000L, 3000L, 4000L, 5000L, 6000L, 7000L, 8000L, 9000L);
    return closed
        ? new Arrivals.OfPhase(phase, Injection.ofClients(new Clients(1, 1), length))
        : new Arrivals.OfPhase(new PhaseSpec(phase, length, 10, 1, 1), each);
  }

  private static Repeats repeats(int retries, int perClient) {
    return new Repeats(retries, Duration.ofSeconds(2), perClient);
  }

  @Test
  void requestOfAnOpenModelIsSentOnceAndCountsWhereItWasDue() {
    Turns turns = turns(false, repeats(0, 0));
    Turn turn = turns.first(9);
    assertThat(turn.id()).isEqualTo(9);
    assertThat(turns.intendedNanos(turn, 11 * SECOND)).isEqualTo(9 * SECOND);
    assertThat(turns.phase(turn, 11 * SECOND)).isEqualTo(Phase.STANDARD);
    assertThat(turns.kept(turn)).isEmpty();
    assertThat(turns.after(turn, Outcome.COMPLETED, 12 * SECOND)).isEmpty();
    assertThat(turns.after(turn, Outcome.BROKEN, 12 * SECOND)).isEmpty();
  }

  @Test
  void whatFailedIsTriedAgainAfterTheDelayAsARequestOfItsOwn() {
    Turns turns = turns(false, repeats(2, 0), Kind.CHAT, Kind.CHAT_STREAM, Kind.COMPLETION);
    Turn first = turns.first(7);
    Turn second = turns.after(first, Outcome.UNAVAILABLE, 9 * SECOND).orElseThrow();
    assertThat(second.dueNanos()).isEqualTo(11 * SECOND);
    assertThat(second.id()).isGreaterThan(20).matches(id -> id % 3 == 7 % 3);
    assertThat(turns.phase(second, 11 * SECOND)).isEqualTo(Phase.OVERFLOW);
    assertThat(turns.kept(second)).isEqualTo(Optional.of(new Observation.Turn(-1, 7, 2)));
    Turn third = turns.after(second, Outcome.BROKEN, 12 * SECOND).orElseThrow();
    assertThat(third.id()).isNotEqualTo(second.id());
    assertThat(third.attempt()).isEqualTo(3);
    assertThat(turns.after(third, Outcome.BROKEN, 13 * SECOND)).isEmpty();
  }

  @Test
  void whatIsLeftOrAbandonedOrWouldComeAfterTheEndIsNotTriedAgain() {
    Turns turns = turns(false, repeats(2, 0));
    Turn turn = turns.first(0);
    assertThat(turns.after(turn, Outcome.CANCELLED, SECOND)).isEmpty();
    assertThat(turns.after(turn, Outcome.ABANDONED, SECOND)).isEmpty();
    assertThat(turns.after(turn, Outcome.BROKEN, 17 * SECOND)).isPresent();
    assertThat(turns.after(turn, Outcome.BROKEN, 18 * SECOND)).isEmpty();
  }

  @Test
  void clientSendsItsNextWhenTheLastHasEndedAndIntendedIsSent() {
    Turns turns = turns(true, repeats(0, 0));
    Turn first = turns.first(0);
    Turn next = turns.after(first, Outcome.COMPLETED, 3 * SECOND).orElseThrow();
    assertThat(next.dueNanos()).isEqualTo(3 * SECOND);
    assertThat(next.id()).isEqualTo(first.id() + 1);
    assertThat(turns.intendedNanos(next, 3 * SECOND + 5)).isEqualTo(3 * SECOND + 5);
    assertThat(turns.phase(next, 10 * SECOND)).isEqualTo(Phase.OVERFLOW);
    assertThat(turns.kept(next)).isEqualTo(Optional.of(new Observation.Turn(0, next.id(), 1)));
    assertThat(turns.after(next, Outcome.COMPLETED, 20 * SECOND)).isEmpty();
  }

  @Test
  void clientThatIsDoneStaysForTheScheduleAndARequestOfItsOwnDoesNot() {
    assertThat(turns(true, repeats(0, 1)).staysUntilNanos()).isEqualTo(20 * SECOND);
    assertThat(turns(false, repeats(0, 0)).staysUntilNanos()).isZero();
  }

  @Test
  void clientWhoseTimeIsOverTriesNothingAgain() {
    Arrivals.OfPhase two =
        new Arrivals.OfPhase(
            Phase.STANDARD, Injection.ofClients(new Clients(2, 2), Duration.ofSeconds(10)));
    Arrivals arrivals =
        Arrivals.of(
            List.of(two, phase(Phase.OVERFLOW, true)), LoadSpec.Arrivals.REGULAR, new Chance(1));
    Turns turns = new Turns(SampleLoad.repeated(repeats(5, 0)), arrivals);
    // The second to come goes first, when the next phase begins.
    assertThat(turns.after(turns.first(0), Outcome.BROKEN, 9 * SECOND)).isPresent();
    assertThat(turns.after(turns.first(1), Outcome.BROKEN, 7 * SECOND)).isPresent();
    assertThat(turns.after(turns.first(1), Outcome.BROKEN, 9 * SECOND)).isEmpty();
  }

  @Test
  void clientWaitsAfterAFailureAndEndsAfterItsRequests() {
    Turns turns = turns(true, repeats(1, 2));
    Turn first = turns.first(0);
    Turn again = turns.after(first, Outcome.UNREACHABLE, SECOND).orElseThrow();
    assertThat(again.attempt()).isEqualTo(2);
    Turn second = turns.after(again, Outcome.UNREACHABLE, 4 * SECOND).orElseThrow();
    assertThat(second.attempt()).isEqualTo(1);
    assertThat(second.begun()).isEqualTo(2);
    assertThat(second.dueNanos()).isEqualTo(6 * SECOND);
    assertThat(turns.after(second, Outcome.COMPLETED, 7 * SECOND)).isEmpty();
  }
}
