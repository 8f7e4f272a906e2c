package io.faultstream.measure.counters;

import static io.faultstream.measure.SampleHistory.MILLI;
import static io.faultstream.measure.SampleHistory.SECOND;
import static io.faultstream.measure.counters.Pages.FAILED;
import static io.faultstream.measure.counters.Pages.REJECTED;
import static io.faultstream.measure.counters.Pages.STARTED;
import static io.faultstream.measure.counters.Pages.SUCCEEDED;
import static io.faultstream.measure.counters.Pages.UPTIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.history.TargetCounter;
import io.faultstream.history.VersionProfile;
import io.faultstream.history.Versions;
import io.faultstream.measure.SampleSpecs;
import io.faultstream.measure.Streams;
import io.faultstream.measure.streams.StreamAtFault;
import io.faultstream.measure.streams.StreamAtFault.Moved;
import io.faultstream.measure.streams.StreamAtFault.Place;
import io.faultstream.measure.streams.StreamsAtFault;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.Phase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten requests, one a second from 0 on, each 597 ms long. */
final class CountingTest {
  private final Pages pages = new Pages();
  private final List<Observation> seen = new ArrayList<>();
  private final Map<String, Long> injections = new LinkedHashMap<>();
  private final List<StreamsAtFault> atFaults = new ArrayList<>();
  private VersionProfile profile = Versions.counting(TargetCounter.values());

  CountingTest() {
    for (int id = 0; id < 10; id++) {
      seen.add(Streams.completed(id, Phase.STANDARD, id * SECOND));
    }
  }

  private Counting counting() {
    LoadSpec load = SampleSpecs.load(LoadSpec.TextCheck.COUNTING, LoadSpec.Dialect.DYNAMO);
    Counting counting = Counting.of(pages.all, profile, injections, load);
    seen.forEach(counting::add);
    return counting;
  }

  private TargetSide side() {
    return counting().side(atFaults, 10);
  }

  private static @Nullable Long client(BothSides both, Compared what) {
    return row(both, what).client();
  }

  private static BothSides.Row row(BothSides both, Compared what) {
    return both.rows().stream().filter(row -> row.what() == what).findFirst().orElseThrow();
  }

  private void ended(int id, Outcome outcome) {
    seen.set(id, Streams.refused(seen.get(id), outcome, 5 * MILLI));
  }

  @Test
  void wholeRunLiesBetweenTheFirstReadingAndTheLast() {
    pages.frontend(-1, STARTED, 5, SUCCEEDED, 5, UPTIME, 1);
    pages.frontend(4, STARTED, 9, SUCCEEDED, 9, UPTIME, 6);
    pages.frontend(10, STARTED, 15, SUCCEEDED, 14, FAILED, 1, UPTIME, 12);
    ended(3, Outcome.REJECTED);

    BothSides run = side().run().orElseThrow();

    assertThat(run.enclosing()).isTrue();
    assertThat(run.begunAnew()).isFalse();
    assertThat(run.fromNanos()).isEqualTo(-SECOND);
    assertThat(run.rows()).extracting(BothSides.Row::what).containsExactly(Compared.values());
    assertThat(client(run, Compared.SENT)).isEqualTo(10);
    assertThat(run.target(Compared.SENT)).isEqualTo(10);
    assertThat(client(run, Compared.COMPLETED)).isEqualTo(9);
    assertThat(run.target(Compared.COMPLETED)).isEqualTo(9);
    assertThat(client(run, Compared.FAILED)).isEqualTo(1);
    assertThat(run.target(Compared.FAILED)).isEqualTo(1);
    assertThat(client(run, Compared.REJECTED)).isEqualTo(1);
    assertThat(run.target(Compared.REJECTED))
        .as("a series that is not there yet, of a counter that the version has")
        .isZero();
  }

  @Test
  void counterThatTheVersionDoesNotHaveIsUnknown() {
    profile = Versions.counting();
    pages.frontend(-1, STARTED, 0).frontend(10, STARTED, 10, REJECTED, 2);

    BothSides run = side().run().orElseThrow();

    assertThat(run.target(Compared.SENT)).isEqualTo(10);
    assertThat(run.target(Compared.REJECTED)).as("seen once, so known throughout").isEqualTo(2);
    assertThat(run.target(Compared.CLOSED_BY_US)).isNull();
    assertThat(row(run, Compared.CLOSED_BY_US).note()).contains("does not count it");
    assertThat(client(run, Compared.CLOSED_BY_US)).isZero();
  }

  @Test
  void frontendThatWasStartedAgainMakesAllOfItUnknown() {
    pages.frontend(-1, STARTED, 3, UPTIME, 1).frontend(4, STARTED, 7, UPTIME, 6);
    pages.frontend(10, STARTED, 99, UPTIME, 2);

    BothSides run = side().run().orElseThrow();

    assertThat(run.begunAnew()).isTrue();
    assertThat(run.rows()).allMatch(row -> row.target() == null);
    assertThat(row(run, Compared.SENT).note()).contains("began anew");
  }

  @Test
  void counterThatFellIsUnknown() {
    pages.frontend(-1, STARTED, 3).frontend(4, STARTED, 1).frontend(10, STARTED, 9);

    assertThat(side().run().orElseThrow().target(Compared.SENT)).isNull();
  }

  @Test
  void readingsInsideTheRunCountWhatLiesBetweenThem() {
    pages.frontend(2.5, STARTED, 3).silent("frontend", 3).frontend(7.5, STARTED, 8);
    pages.silent("frontend", 10);

    BothSides run = side().run().orElseThrow();

    assertThat(run.enclosing()).isFalse();
    assertThat(client(run, Compared.SENT)).isEqualTo(5);
    assertThat(run.target(Compared.SENT)).isEqualTo(5);
    assertThat(client(run, Compared.COMPLETED))
        .as("the one open at 2.5 s ended in it")
        .isEqualTo(5);
  }

  @Test
  void targetWithoutMetricsLeavesItsSideUnknown() {
    pages.page("generator", 0, "streams", 1);

    TargetSide side = side();
    BothSides run = side.run().orElseThrow();

    assertThat(side.metrics()).isEqualTo(TargetSide.MetricsRead.NO_METRICS);
    assertThat(run.fromNanos()).isNull();
    assertThat(run.enclosing()).isFalse();
    assertThat(client(run, Compared.SENT)).isEqualTo(10);
    assertThat(run.rows()).allMatch(row -> row.target() == null);
    assertThat(side.seconds()).isEqualTo(TargetSeconds.NONE);
    assertThat(side.workers()).isEmpty();
  }

  @Test
  void targetThatNeverAnsweredIsNotOneWithoutMetrics() {
    pages.silent("frontend", -1).silent("worker-0", -1).silent("frontend", 10);

    TargetSide side = side();

    assertThat(side.metrics()).isEqualTo(TargetSide.MetricsRead.NEVER_ANSWERED);
    assertThat(side.workers()).containsExactly(new WorkerCount("worker-0", null, null, 0));
    assertThat(side.run().orElseThrow().target(Compared.SENT)).isNull();
  }

  @Test
  void faultReachesFromTheReadingBeforeItToTheLastBeforeTheNext() {
    pages.frontend(-1, STARTED, 0).frontend(2.9, STARTED, 3).frontend(3.9, STARTED, 4);
    pages.frontend(6.9, STARTED, 7).frontend(10, STARTED, 10);
    injections.put("one", Pages.at(3.2));
    injections.put("two", Pages.at(7));
    ended(5, Outcome.SERVER_ERROR);

    BothSides one = side().at("one").orElseThrow();
    BothSides two = side().at("two").orElseThrow();

    assertThat(one.fromNanos()).isEqualTo(Pages.at(2.9));
    assertThat(one.toNanos()).isEqualTo(Pages.at(6.9));
    assertThat(client(one, Compared.SENT)).isEqualTo(4);
    assertThat(one.target(Compared.SENT)).isEqualTo(4);
    assertThat(client(one, Compared.FAILED)).isEqualTo(1);
    assertThat(client(two, Compared.SENT)).isEqualTo(3);
    assertThat(two.target(Compared.SENT)).isEqualTo(3);
  }

  @Test
  void faultWithoutAReadingBeforeItIsUnknown() {
    pages.silent("frontend", -1).frontend(6, STARTED, 6).frontend(10, STARTED, 10);
    injections.put("one", Pages.at(3.2));

    BothSides one = side().at("one").orElseThrow();

    assertThat(one.target(Compared.SENT)).isNull();
    assertThat(client(one, Compared.SENT)).as("from the injection on").isEqualTo(6);
    assertThat(row(one, Compared.SENT).note()).contains("was not read");
  }

  @ParameterizedTest
  @EnumSource(names = {"CANCELLED", "STALLED", "TIMED_OUT", "ABANDONED"})
  void connectionsThatWeClosedAreCountedAsClosedAndAsFailed(Outcome outcome) {
    ended(4, outcome);

    ClientCounts counts = counting().client();

    assertThat(counts.closed()).isEqualTo(1);
    assertThat(counts.failed()).isEqualTo(1);
    assertThat(counts.rejected()).isZero();
    assertThat(counts.margins().perhapsClosed()).isZero();
    assertThat(counts.margins().perhapsRejected()).as("it had no headers").isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"BROKEN", "UNREACHABLE", "CORRUPTED"})
  void lostConnectionsMayCountAsClientsThatWentAway(Outcome outcome) {
    ended(4, outcome);

    ClientCounts counts = counting().client();

    assertThat(counts.closed()).isZero();
    assertThat(counts.failed()).as("the frontend does not call it an error").isZero();
    assertThat(counts.margins().perhapsClosed()).isEqualTo(1);
  }

  @Test
  void closeAfterTheLastTokenMayMeetTheEnd() {
    seen.set(
        4, Streams.text(seen.get(4), Outcome.TIMED_OUT, seen.get(4).tokens(), Optional.empty()));
    seen.set(5, Streams.ended(seen.get(5), Outcome.STALLED, 0));

    ClientCounts counts = counting().client();

    assertThat(counts.closed()).isEqualTo(2);
    assertThat(counts.margins().closedAtEnd()).isEqualTo(2);
    assertThat(counts.margins().answered()).isEqualTo(10);
  }

  private static StreamAtFault stream(long id, Place place, Moved moved) {
    OptionalLong none = OptionalLong.empty();
    return new StreamAtFault(
        id, "x-" + id, place, moved, Outcome.COMPLETED, true, false, false, none, none);
  }

  private void atFault(String fault, boolean placesKnown, StreamAtFault... streams) {
    atFaults.add(new StreamsAtFault(fault, placesKnown, List.of(streams), 0, 0));
    injections.put(fault, Pages.at(3 + injections.size()));
  }

  @Test
  void movesAreThoseOfStreamsOnTheVictimThatShowIt() {
    atFault(
        "one",
        true,
        stream(1, Place.ON_VICTIM, Moved.YES),
        stream(2, Place.ON_VICTIM, Moved.UNKNOWN),
        stream(3, Place.ELSEWHERE, Moved.NO));
    atFault("two", true, stream(4, Place.ELSEWHERE, Moved.NO));

    TargetSide side = side();

    assertThat(client(side.at("one").orElseThrow(), Compared.MOVED)).isEqualTo(1);
    assertThat(client(side.at("two").orElseThrow(), Compared.MOVED)).isZero();
    assertThat(client(side.run().orElseThrow(), Compared.MOVED)).isEqualTo(1);
  }

  @Test
  void movesAreUnknownWhereNobodyTellsWhoWasOnTheVictim() {
    assertThat(client(side().run().orElseThrow(), Compared.MOVED)).as("no fault").isNull();
    atFault("one", true, stream(1, Place.ON_VICTIM, Moved.YES));
    atFault("two", false, stream(1, Place.UNKNOWN, Moved.UNKNOWN));

    TargetSide side = side();

    assertThat(client(side.at("two").orElseThrow(), Compared.MOVED)).isNull();
    assertThat(client(side.run().orElseThrow(), Compared.MOVED)).isNull();
    assertThat(row(side.at("two").orElseThrow(), Compared.MOVED).note())
        .contains("does not tell which streams");
  }
}
