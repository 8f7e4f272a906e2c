package io.faultstream.measure.cancellation;

import static io.faultstream.measure.SampleHistory.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.trace.TraceEvent;
import io.faultstream.history.trace.TraceEvent.Step;
import io.faultstream.measure.cancellation.Cancellations.Stop;
import io.faultstream.measure.cancellation.Closed.Race;
import io.faultstream.spec.LoadSpec.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TracesTest {
  private static final long CLOSE = 500 * MILLI;

  private final List<Closed> closed = new ArrayList<>();
  private final List<TraceEvent> events = new ArrayList<>();
  private Race race = Race.CLEAR;
  private boolean prefillCompletes;
  private boolean headers = true;

  private void closed(long id, Kind kind, boolean cancelled, int chunks) {
    closed.add(new Closed(id, kind, cancelled, 0, CLOSE, headers, chunks, 0));
  }

  private void event(long id, Step step, long afterMicros, int tokens) {
    events.add(new TraceEvent(id, "any", step, CLOSE + afterMicros * 1000, tokens));
  }

  private Traces traces() {
    return Traces.of(events, closed, any -> race, prefillCompletes);
  }

  private Stop stop() {
    return traces().stop(7L, 9, 11);
  }

  @Test
  void timesCountFromTheClose() {
    closed(1, Kind.CHAT_STREAM, true, 20);
    event(1, Step.NOTICED, 200, -1);
    event(1, Step.TOLD, 300, -1);
    event(1, Step.STOPPED, 400, 23);

    assertThat(traces().reach().frontendMicros().max()).isEqualTo(200);
    assertThat(traces().reach().workerMicros().max()).isEqualTo(300);
    assertThat(stop().stopMicros().max()).isEqualTo(400);
    assertThat(stop().tokensAfter().max()).isEqualTo(3);
    assertThat(stop()).returns(0L, Stop::finished).returns(0L, Stop::inPrefill);
    assertThat(stop()).returns(7L, Stop::computed).returns(9L, Stop::wantedLeast);
    assertThat(stop()).returns(11L, Stop::wantedMost);
  }

  @Test
  void eventBeforeTheCloseIsAtIt() {
    closed(1, Kind.CHAT_STREAM, true, 20);
    event(1, Step.NOTICED, -100, -1);
    event(1, Step.STOPPED, -100, 19);

    assertThat(traces().reach().frontendMicros().max()).isZero();
    assertThat(stop().stopMicros().max()).isZero();
    assertThat(stop().tokensAfter().max()).isZero();
  }

  @Test
  void firstLineOfAStepCounts() {
    closed(1, Kind.CHAT_STREAM, true, 20);
    event(1, Step.TOLD, 300, -1);
    event(1, Step.TOLD, 90000, -1);

    assertThat(traces().reach().workerMicros().count()).isEqualTo(1);
    assertThat(traces().reach().workerMicros().max()).isEqualTo(300);
  }

  @Test
  void stopBeforeTheFirstTokenIsNotTimedWhereAPrefillRunsToItsEnd() {
    closed(1, Kind.CHAT_STREAM, true, 0);
    event(1, Step.STOPPED, 400, 0);
    assertThat(stop().inPrefill()).isZero();
    assertThat(stop().stopMicros().max()).isEqualTo(400);

    prefillCompletes = true;
    assertThat(stop().inPrefill()).isZero();
    headers = false;
    closed.clear();
    closed(1, Kind.CHAT_STREAM, true, 0);
    event(1, Step.TOLD, 300, -1);
    assertThat(stop()).returns(1L, Stop::inPrefill).returns(1L, Stop::settled);
    assertThat(stop().stopMicros().count()).isZero();
    assertThat(traces().reach().workerMicros().count()).isZero();
    assertThat(traces().reach().heard()).isEqualTo(1);
  }

  /** Those that raced their beginning settle nothing of the clear ones. */
  @Test
  void settledAreThoseOfTheClearOnesWhoseEndALogTells() {
    closed(1, Kind.CHAT_STREAM, true, 20);
    closed(2, Kind.CHAT_STREAM, true, 20);
    closed(3, Kind.CHAT_STREAM, true, 20);
    event(1, Step.STOPPED, 400, 21);
    event(2, Step.FINISHED, 40000, 100);
    event(3, Step.TOLD, 300, -1);
    assertThat(stop().settled()).isEqualTo(2);

    race = Race.EARLY;
    assertThat(stop())
        .returns(0L, Stop::settled)
        .returns(1L, Stop::finished)
        .matches(found -> found.stopMicros().count() == 1);
  }

  @Test
  void replyComputedToItsEndIsFinishedUnlessItWasStoppedToo() {
    closed(1, Kind.CHAT_STREAM, true, 20);
    event(1, Step.FINISHED, 40000, 100);
    assertThat(stop().finished()).isEqualTo(1);
    assertThat(stop().stopMicros().count()).isZero();
    assertThat(traces().reach().untold()).isEqualTo(1);

    event(1, Step.TOLD, 300, -1);
    assertThat(traces().reach().untold()).isZero();

    event(1, Step.STOPPED, 400, 21);
    assertThat(stop().finished()).isZero();
    assertThat(stop().stopMicros().count()).isEqualTo(1);
  }

  @Test
  void tokensBeyondThoseThatArrivedAreOfStreamsThatSay() {
    closed(1, Kind.CHAT, true, 0);
    closed(2, Kind.CHAT_STREAM, true, 20);
    event(1, Step.STOPPED, 400, 50);
    event(2, Step.STOPPED, 400, -1);

    assertThat(stop().stopMicros().count()).isEqualTo(2);
    assertThat(stop().tokensAfter().count()).isZero();
  }

  @Test
  void requestsThatRacedOrWereGivenUpOrAreStrangeSayNothing() {
    closed(1, Kind.CHAT_STREAM, false, 20);
    event(1, Step.NOTICED, 200, -1);
    event(2, Step.FINISHED, 200, 100);
    assertThat(traces().reach().frontendMicros().count()).isZero();
    assertThat(stop().finished()).isZero();

    closed(3, Kind.CHAT_STREAM, true, 20);
    event(3, Step.NOTICED, 200, -1);
    race = Race.LATE;
    assertThat(traces().reach().frontendMicros().count()).isZero();
    assertThat(traces().reach().clear()).isZero();
    race = Race.EARLY;
    assertThat(traces().reach().frontendMicros().count()).isEqualTo(1);
    assertThat(traces().reach().clear()).isZero();
    race = Race.CLEAR;
    assertThat(traces().reach().frontendMicros().count()).isEqualTo(1);
    assertThat(traces().reach().clear()).isEqualTo(1);
    assertThat(traces().reach().heard()).isZero();
    event(3, Step.STOPPED, 300, 21);
    assertThat(traces().reach().heard()).isEqualTo(1);
  }
}
