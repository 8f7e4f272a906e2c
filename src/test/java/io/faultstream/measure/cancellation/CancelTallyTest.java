package io.faultstream.measure.cancellation;

import static io.faultstream.measure.SampleHistory.MILLI;
import static io.faultstream.measure.SampleHistory.SECOND;
import static io.faultstream.measure.cancellation.MetricPages.CANCELLED;
import static io.faultstream.measure.cancellation.MetricPages.RUNNING;
import static io.faultstream.measure.cancellation.MetricPages.TOKENS;
import static io.faultstream.measure.cancellation.MetricPages.byFrontend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.history.trace.TraceEvent;
import io.faultstream.measure.SampleSpecs;
import io.faultstream.measure.cancellation.Cancellations.KindCount;
import io.faultstream.measure.cancellation.Cancellations.MomentCount;
import io.faultstream.measure.cancellation.Cancellations.Others;
import io.faultstream.spec.CancelSpec;
import io.faultstream.spec.CancelSpec.Moment;
import io.faultstream.spec.CancelSpec.When;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.LoadSpec.Dialect;
import io.faultstream.spec.LoadSpec.Kind;
import io.faultstream.spec.LoadSpec.TextCheck;
import io.faultstream.spec.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Overflow is from 25 to 45 s; requests are sent a millisecond after they were intended. */
final class CancelTallyTest {
  private static final long OVERFLOW = 25 * SECOND;
  private static final Moment TWENTY = new Moment(When.CHUNKS, 20, Duration.ZERO);
  private static final Moment SOON = new Moment(When.TIME, 0, Duration.ofMillis(10));

  private final MetricPages pages = new MetricPages();
  private final List<Observation> seen = new ArrayList<>();
  private final List<TraceEvent> traces = new ArrayList<>();
  private List<Kind> kinds = List.of(Kind.CHAT_STREAM);
  private List<Moment> moments = List.of(TWENTY);
  private int burst;
  private boolean counted = true;

  private Cancellations found() {
    CancelSpec plan =
        new CancelSpec(
            Phase.OVERFLOW, 1, CancelSpec.How.CLOSE, moments, Duration.ofMillis(300), burst);
    ExperimentSpec spec =
        SampleSpecs.leaving(
            SampleSpecs.with(
                SampleSpecs.withoutFault(),
                SampleSpecs.of(SampleSpecs.load(TextCheck.COUNTING, Dialect.DYNAMO), kinds)),
            plan);
    CancelTally tally =
        new CancelTally(spec, plan, new CancelTally.Evidence(pages.all, traces, counted));
    seen.forEach(tally::add);
    return tally.found();
  }

  private static Others others(Cancellations found, Phase phase) {
    return Objects.requireNonNull(found.others().get(phase));
  }

  private void left(long id, int chunks, long after) {
    seen.add(Clients.left(id, Phase.OVERFLOW, OVERFLOW + id * MILLI, chunks, after));
  }

  private void stayed(long id, Phase phase, long intended) {
    seen.add(Clients.stayed(id, phase, intended, 600 * MILLI));
  }

  @Test
  void kindsAreCountedInTurn() {
    kinds = List.of(Kind.CHAT, Kind.CHAT_STREAM, Kind.CHAT);
    moments = List.of(SOON);
    left(0, 0, 10 * MILLI);
    left(1, 20, 120 * MILLI);
    left(2, 0, 10 * MILLI);
    left(3, 0, 10 * MILLI);
    left(4, 95, 500 * MILLI);
    seen.add(Clients.leftAlone(7, Phase.OVERFLOW, OVERFLOW, MILLI));
    stayed(6, Phase.STANDARD, 6 * SECOND);
    pages.page("frontend", -1, "up", 1);
    pages.page(
        "frontend",
        90,
        byFrontend("chat_completions", "stream"),
        2,
        byFrontend("chat_completions", "unary"),
        3);
    pages.page("worker-0", -1, CANCELLED, 0).page("worker-0", 90, CANCELLED, 5);

    Cancellations found = found();

    assertThat(found.kinds())
        .containsExactly(
            new KindCount(Kind.CHAT, 3, 3, 0, 0, 0, 1, null, 3L, null),
            new KindCount(Kind.CHAT_STREAM, 3, 1, 1, 1, 0, 0, null, 2L, null));
    assertThat(found.made()).isEqualTo(6);
    assertThat(found.byWorkers().told()).isEqualTo(5);
  }

  @Test
  void replyInOnePieceIsMeasuredByTheShortestOfItsKind() {
    kinds = List.of(Kind.CHAT, Kind.COMPLETION);
    moments = List.of(SOON);
    left(0, 0, 541 * MILLI);
    left(1, 0, 541 * MILLI);
    // 599 ms from its sending, and 1199 ms.
    seen.add(Clients.stayed(10, Phase.STANDARD, 6 * SECOND, 600 * MILLI));
    seen.add(Clients.stayed(11, Phase.STANDARD, 6 * SECOND, 1200 * MILLI));

    assertThat(found().kinds())
        .extracting(KindCount::kind, KindCount::clear, KindCount::late)
        .containsExactly(tuple(Kind.COMPLETION, 1L, 0L), tuple(Kind.CHAT, 0L, 1L));
  }

  @Test
  void frontendOfAVersionWithoutTheCounterIsUnknown() {
    left(0, 20, 120 * MILLI);
    pages.page("frontend", -1, "up", 1).page("frontend", 90, "up", 1);

    assertThat(found().kinds().get(0).byFrontend()).isZero();
    counted = false;
    assertThat(found().kinds().get(0).byFrontend()).isNull();
    assertThat(found().byWorkers().told()).isNull();
  }

  @Test
  void momentThatDidNotComeIsPlannedAndNotMade() {
    left(0, 20, 120 * MILLI);
    left(1, 20, 120 * MILLI);
    stayed(2, Phase.OVERFLOW, OVERFLOW);
    stayed(3, Phase.STANDARD, 6 * SECOND);

    Cancellations found = found();

    assertThat(found.moments()).containsExactly(new MomentCount("20 chunks", 3, 2));
    assertThat(found)
        .returns(3L, Cancellations::planned)
        .returns(2L, Cancellations::made)
        .returns(0L, Cancellations::elsewhere);
  }

  @Test
  void everyMomentOfThePlanHasItsRow() {
    moments = List.of(TWENTY, SOON);

    assertThat(found().moments())
        .containsExactly(new MomentCount("20 chunks", 0, 0), new MomentCount("10ms", 0, 0));
  }

  @Test
  void requestThatWasLeftInAnotherPhaseIsElsewhere() {
    left(0, 20, 120 * MILLI);
    seen.add(Clients.left(1, Phase.RECOVERY, 50 * SECOND, 20, 120 * MILLI));

    assertThat(found()).returns(2L, Cancellations::made).returns(1L, Cancellations::elsewhere);
  }

  @Test
  void burstsHaveNoMoments() {
    burst = 20;
    moments = List.of();
    left(0, 20, 120 * MILLI);

    assertThat(found())
        .returns(0L, Cancellations::planned)
        .returns(1L, Cancellations::made)
        .returns(List.of(), Cancellations::moments);
  }

  @Test
  void closedAreAlsoThoseThatWeGaveUpAndLostOnesArePerhaps() {
    left(0, 20, 120 * MILLI);
    Observation one = Clients.left(1, Phase.OVERFLOW, OVERFLOW, 20, 120 * MILLI);
    for (Outcome outcome : List.of(Outcome.STALLED, Outcome.TIMED_OUT, Outcome.ABANDONED)) {
      seen.add(Clients.ending(one, outcome));
    }
    for (Outcome outcome : List.of(Outcome.BROKEN, Outcome.UNREACHABLE, Outcome.CORRUPTED)) {
      seen.add(Clients.ending(one, outcome));
    }
    seen.add(Clients.ending(one, Outcome.STREAM_ERROR));
    seen.add(Clients.unsent(9, Phase.OVERFLOW, OVERFLOW));

    assertThat(found().kinds().get(0))
        .isEqualTo(new KindCount(Kind.CHAT_STREAM, 4, 4, 0, 0, 3, 1, null, null, null));
    assertThat(found().made()).isEqualTo(1);
  }

  @Test
  void wantedIsWhatArrived() {
    left(0, 20, 120 * MILLI);
    left(1, 30, 120 * MILLI);
    stayed(2, Phase.RECOVERY, 50 * SECOND);
    pages.page("worker-0", -1, TOKENS, 7).page("worker-0", 90, TOKENS, 160);

    assertThat(found().stop().wantedLeast()).isEqualTo(150);
    assertThat(found().stop().wantedMost()).isEqualTo(150);
    assertThat(found().stop().computed()).isEqualTo(153);
  }

  @Test
  void ofAReplyInOnePieceIsWantedWhatTheSlowestAndTheFastestHadByThen() {
    kinds = List.of(Kind.CHAT);
    moments = List.of(SOON);
    left(0, 0, 300 * MILLI);
    seen.add(Clients.stayed(1, Phase.STANDARD, 6 * SECOND, 601 * MILLI));
    seen.add(Clients.stayed(2, Phase.STANDARD, 6 * SECOND, 1201 * MILLI));

    assertThat(found().stop().wantedLeast()).isEqualTo(200 + 25);
    assertThat(found().stop().wantedMost()).isEqualTo(200 + 50);
  }

  @Test
  void othersAreThoseWhomNobodyLeftByPhase() {
    left(0, 20, 120 * MILLI);
    stayed(1, Phase.OVERFLOW, OVERFLOW);
    seen.add(
        Clients.ending(
            Clients.left(2, Phase.OVERFLOW, OVERFLOW, 20, 120 * MILLI), Outcome.STALLED));
    stayed(3, Phase.STANDARD, 6 * SECOND);

    Cancellations found = found();

    assertThat(found.others()).containsOnlyKeys(Phase.STANDARD, Phase.OVERFLOW);
    assertThat(others(found, Phase.OVERFLOW).success().part()).isEqualTo(1);
    assertThat(others(found, Phase.OVERFLOW).success().whole()).isEqualTo(2);
    assertThat(others(found, Phase.OVERFLOW).e2eMicros().count()).isEqualTo(1);
    assertThat(others(found, Phase.OVERFLOW).ttftMicros().count()).isEqualTo(2);
    assertThat(others(found, Phase.STANDARD).tpotMicros().max()).isBetween(5750L, 5770L);
  }

  @Test
  void repliesInOnePieceHaveNoTimeToFirstTokenBesideStreams() {
    kinds = List.of(Kind.CHAT, Kind.CHAT_STREAM);
    stayed(0, Phase.OVERFLOW, OVERFLOW);
    stayed(1, Phase.OVERFLOW, OVERFLOW);
    assertThat(others(found(), Phase.OVERFLOW).ttftMicros().count()).isEqualTo(1);
    assertThat(others(found(), Phase.OVERFLOW).tpotMicros().count()).isEqualTo(1);
    assertThat(others(found(), Phase.OVERFLOW).e2eMicros().count()).isEqualTo(2);

    kinds = List.of(Kind.CHAT);
    moments = List.of(SOON);
    assertThat(others(found(), Phase.OVERFLOW).ttftMicros().count()).isEqualTo(2);
  }

  /** Each second a request is left, and its slot stays taken; three clients wait throughout. */
  @Test
  void slotsThatStayTakenAreALeakOfOne() {
    for (int second = 0; second < 40; second++) {
      seen.add(Clients.left(second, Phase.OVERFLOW, OVERFLOW + second * SECOND, 20, 120 * MILLI));
      pages.page("worker-0", 25.5 + second, RUNNING, 3 + second + 1);
    }
    for (int id = 100; id < 103; id++) {
      seen.add(Clients.stayed(id, Phase.OVERFLOW, OVERFLOW, 60 * SECOND));
    }
    LeakSlope leak = Objects.requireNonNull(found().slots().leak());

    assertThat(leak.perCancel()).isCloseTo(1, within(1e-9));
    assertThat(leak.readings()).isEqualTo(40);
  }

  @Test
  void readingsBeforeThePhaseSayNothingOfALeak() {
    for (int second = 0; second < 19; second++) {
      seen.add(Clients.left(second, Phase.OVERFLOW, OVERFLOW + second * SECOND, 20, 120 * MILLI));
      pages.page("worker-0", 25.5 + second, RUNNING, 0);
    }
    for (int second = 0; second < 25; second++) {
      pages.page("worker-0", second + 0.5, RUNNING, 9);
    }
    assertThat(found().slots().leak()).isNull();
  }

  @Test
  void nextOfEachThatWasLeftIsFoundWhateverTheOrder() {
    left(0, 20, 120 * MILLI);
    seen.add(0, Clients.stayed(5, Phase.RECOVERY, 46 * SECOND, 600 * MILLI));

    assertThat(found().next().ttftMicros().count()).isEqualTo(1);
    assertThat(found().next().ttftMicros().max()).isBetween(30_000L, 30_020L);
  }

  @Test
  void tracesAreOfThoseClosedClearOfTheirEnd() {
    left(0, 20, 120 * MILLI);
    left(1, 95, 120 * MILLI);
    for (long id = 0; id < 2; id++) {
      traces.add(new TraceEvent(id, "frontend", TraceEvent.Step.NOTICED, OVERFLOW + SECOND, -1));
    }
    assertThat(found().reach().frontendMicros().count()).isEqualTo(1);
  }
}
