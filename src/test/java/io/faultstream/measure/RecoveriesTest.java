package io.faultstream.measure;

import static io.faultstream.measure.SampleHistory.EFFECT;
import static io.faultstream.measure.SampleHistory.INJECT;
import static io.faultstream.measure.SampleHistory.MILLI;
import static io.faultstream.measure.SampleHistory.SECOND;
import static io.faultstream.measure.SampleHistory.UNDO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.measure.points.Slots;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecoveriesTest {
  @TempDir Path root;

  private Recovery recovery(SampleHistory run) {
    return run.measured(root).summary().recoveries().get(0);
  }

  private static Predicate<Observation> intended(long from, long until) {
    return o -> o.times().intended() >= from && o.times().intended() < until;
  }

  @Test
  void unharmedRunRecoversAtOnce() {
    Recovery recovery = recovery(SampleHistory.migrated());

    assertThat(recovery.recoveredNanos()).isZero();
    assertThat(recovery.afterStandardNanos()).isZero();
    assertThat(recovery.windowSeconds()).isEqualTo(2);
    assertThat(recovery.bandTtftMicros()).isEqualTo(80_000);
    assertThat(recovery.bandCompletion()).isCloseTo(0.95, within(1e-9));
    assertThat(recovery.dipDepth()).isZero();
    assertThat(recovery.lostCompletions()).isZero();
    assertThat(recovery.excessLatencySeconds()).isZero();
    assertThat(recovery.observedNanos()).isEqualTo(65 * SECOND - EFFECT);
  }

  /**
   * 20 clients wait for their first token until the undo; only a newcomer each second is served. In
   * an open model those that wait would only count where they were sent.
   */
  @Test
  void clientsThatWaitAreNotServedThoughTheySendNothing() {
    SampleHistory run = SampleHistory.migrated();
    long stuck = INJECT + 2 * SECOND;
    run.change(intended(INJECT, stuck), o -> Streams.slower(o, UNDO - o.times().intended(), 0));
    run.seen.removeIf(intended(stuck, UNDO).and(o -> o.id() % 35 != 0));
    assertThat(recovery(run).recoveredNanos()).isLessThan(3 * SECOND);

    run.spec = SampleSpecs.withClients(run.spec, 20);
    // To the nearest slot.
    assertThat(recovery(run).recoveredNanos()).isCloseTo(UNDO - EFFECT, within(Slots.NANOS));
  }

  @Test
  void noiseOfABusyMachineIsNoFalseAlarm() {
    for (long seed = 1; seed <= 20; seed++) {
      Random chance = new Random(seed);
      SampleHistory run = SampleHistory.migrated();
      run.change(
          o -> true,
          o -> Streams.slower(o, (long) (Math.exp(chance.nextGaussian()) * 15 * MILLI), 0));
      // A collector's pause of 300 ms, and one request in 200 that fails.
      run.change(
          intended(INJECT + SECOND, INJECT + SECOND + 300 * MILLI),
          o -> Streams.slower(o, INJECT + SECOND + 300 * MILLI - o.times().intended(), 0));
      run.change(
          o -> chance.nextInt(200) == 0, o -> Streams.refused(o, Outcome.UNAVAILABLE, MILLI));

      assertThat(recovery(run).recoveredNanos()).as("seed %d", seed).isZero();
    }
  }

  @Test
  void outageIsOverWhenNewRequestsAreServedAgain() {
    SampleHistory run = SampleHistory.migrated();
    run.change(
        intended(INJECT, INJECT + 3 * SECOND),
        o -> Streams.refused(o, Outcome.UNAVAILABLE, 2 * MILLI));

    Recovery recovery = recovery(run);

    assertThat(recovery.recoveredNanos()).isBetween(2900 * MILLI, 3 * SECOND);
    assertThat(recovery.dipDepth()).isEqualTo(1);
    assertThat(recovery.lostCompletions()).isBetween(100.0, 105.0);
  }

  @Test
  void lostStreamsAreADipThatEndsAtOnce() {
    SampleHistory run = SampleHistory.migrated();
    run.change(Streams::onVictim, o -> Streams.ended(o, Outcome.STREAM_ERROR, 130 * MILLI));
    run.change(Streams::elsewhere, o -> Streams.ended(o, Outcome.STREAM_ERROR, 130 * MILLI));

    Recovery recovery = recovery(run);

    assertThat(recovery.recoveredNanos()).isEqualTo(200 * MILLI);
    assertThat(recovery.lostCompletions()).isEqualTo(6);
  }

  @Test
  void halfOfTheRequestsWaitingAtAStoppedWorkerIsNoHealth() {
    SampleHistory run = SampleHistory.waited();
    Predicate<Observation> stopped = intended(INJECT, UNDO);
    run.change(
        stopped.and(o -> o.id() % 2 == 0),
        o -> Streams.slower(o, UNDO + 10 * MILLI - o.times().intended(), 0));

    Recovery recovery = recovery(run);

    assertThat(recovery.recoveredNanos()).isBetween(3 * SECOND, 5 * SECOND);
    assertThat(recovery.excessLatencySeconds()).isGreaterThan(100);
  }

  @Test
  void slownessThatStaysIsNoRecovery() {
    SampleHistory run = SampleHistory.migrated();
    run.change(intended(INJECT, Long.MAX_VALUE), o -> Streams.slower(o, 100 * MILLI, 0));

    Recovery recovery = recovery(run);

    assertThat(recovery.recoveredNanos()).isNull();
    assertThat(recovery.afterStandardNanos()).isNull();
    assertThat(recovery.excessLatencySeconds()).isGreaterThan(40);
  }

  @Test
  void afterThePhaseTheStandardPhasesBandCounts() {
    SampleHistory run = SampleHistory.migrated();
    long overflow = 25 * SECOND;
    // Overflow is slow from its beginning, worse after the fault; recovery is as standard was.
    run.change(intended(overflow, INJECT), o -> Streams.slower(o, 200 * MILLI, 0));
    run.change(intended(INJECT, 45 * SECOND), o -> Streams.slower(o, 800 * MILLI, 0));

    Recovery recovery = recovery(run);

    assertThat(recovery.bandTtftMicros()).isEqualTo(460_000);
    assertThat(recovery.recoveredNanos()).isBetween(14 * SECOND, 15 * SECOND + 100 * MILLI);
    assertThat(recovery.afterStandardNanos()).isBetween(14 * SECOND, 15 * SECOND + 100 * MILLI);
  }

  @Test
  void requestThatTimesOutLateCountsWhereItWasIntendedToo() {
    SampleHistory run = SampleHistory.migrated();
    run.change(
        intended(INJECT, INJECT + 2 * SECOND).and(o -> o.id() % 3 == 0),
        o -> Streams.refused(o, Outcome.TIMED_OUT, 20 * SECOND));

    assertThat(recovery(run).recoveredNanos()).isGreaterThan(1500 * MILLI);
  }

  @Test
  void withoutRequestsBeforeTheFaultThereIsNoBand() {
    SampleHistory run = SampleHistory.migrated();
    run.seen.removeIf(o -> o.times().intended() < INJECT);

    assertThat(run.measured(root).summary().recoveries()).isEmpty();
  }
}
