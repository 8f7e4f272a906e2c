package io.faultstream.measure.cancellation;

import static io.faultstream.measure.SampleHistory.MILLI;
import static io.faultstream.measure.SampleHistory.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Outcome;
import io.faultstream.measure.Streams;
import io.faultstream.measure.cancellation.Cancellations.Next;
import io.faultstream.spec.Phase;
import org.junit.jupiter.api.Test;

/** Requests are sent a millisecond after they were intended, and have a token after 30 ms. */
final class FollowersTest {
  private final Followers followers = new Followers();

  private void stayed(long id, long intended) {
    followers.add(Clients.stayed(id, Phase.OVERFLOW, intended, SECOND), false);
  }

  @Test
  void firstThatWasSentAfterACloseIsMeant() {
    stayed(2, 200 * MILLI);
    followers.add(
        Streams.slower(Clients.stayed(1, Phase.OVERFLOW, 100 * MILLI, SECOND), 70 * MILLI, 0),
        false);

    Next next = followers.after(new long[] {50 * MILLI});

    assertThat(next.ttftMicros().count()).isEqualTo(1);
    assertThat(next.ttftMicros().max()).isBetween(99_900L, 100_100L);
    assertThat(next.unserved()).isZero();
  }

  @Test
  void oneThatWasSentAtTheCloseItselfIsNotAfterIt() {
    stayed(1, 0);

    assertThat(followers.after(new long[] {MILLI}).ttftMicros().count()).isZero();
    assertThat(followers.after(new long[] {MILLI - 1}).ttftMicros().count()).isEqualTo(1);
  }

  @Test
  void oneMayFollowManyAndCountsForEach() {
    stayed(1, 100 * MILLI);
    stayed(2, 200 * MILLI);

    Next next = followers.after(new long[] {10 * MILLI, 20 * MILLI, 150 * MILLI, 300 * MILLI});

    assertThat(next.ttftMicros().count()).isEqualTo(3);
  }

  @Test
  void oneThatGotNoTokenIsUnserved() {
    followers.add(
        Streams.refused(
            Clients.stayed(1, Phase.OVERFLOW, 100 * MILLI, SECOND), Outcome.TIMED_OUT, SECOND),
        false);

    Next next = followers.after(new long[] {0, 10 * MILLI});

    assertThat(next.unserved()).isEqualTo(2);
    assertThat(next.ttftMicros().count()).isZero();
  }

  @Test
  void oneThatWasLeftCountsOnlyWithAToken() {
    followers.add(Clients.left(1, Phase.OVERFLOW, 100 * MILLI, 0, MILLI), true);
    followers.add(Clients.left(2, Phase.OVERFLOW, 200 * MILLI, 20, 90 * MILLI), true);

    Next next = followers.after(new long[] {0});

    assertThat(next.unserved()).isZero();
    assertThat(next.ttftMicros().max()).isEqualTo(2000);
  }
}
