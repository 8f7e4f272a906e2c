package io.faultstream.measure.store;

import static io.faultstream.measure.store.SampleStore.MILLI;
import static io.faultstream.measure.store.SampleStore.SECOND;
import static io.faultstream.measure.store.SampleStore.called;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Observation;
import io.faultstream.history.Observation.Reply;
import io.faultstream.history.Observation.Times;
import io.faultstream.history.Observation.Tokens;
import io.faultstream.history.Outcome;
import io.faultstream.history.store.StoreOperation;
import io.faultstream.history.store.StoreOperation.Kind;
import io.faultstream.history.store.StoreOperation.Result;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.measure.points.Points;
import io.faultstream.measure.store.Gap.InForce;
import io.faultstream.measure.store.Gap.What;
import io.faultstream.spec.Phase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The longest time in which nothing came that was asked for. */
final class GapsTest {
  private final SampleStore store = SampleStore.healthy();
  private final Points requests = new Points();

  /** Milliseconds; a first token that is negative never came. */
  private void request(long sent, long firstToken, long end) {
    request(Phase.OVERFLOW, sent, firstToken, end);
  }

  private void request(Phase phase, long sent, long firstToken, long end) {
    long first = firstToken < 0 ? Observation.NEVER : firstToken * MILLI;
    long at = sent * MILLI;
    requests.add(
        new Observation(
            requests.size(),
            phase,
            new Times(at, at, at, first, first, end * MILLI),
            firstToken < 0 ? Outcome.UNAVAILABLE : Outcome.COMPLETED,
            new Reply(200, "", "x", "r", "length", true),
            new Tokens(1, 1, 1),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of()));
  }

  private Gap gap(What what, InForce... faults) {
    return Gaps.of(store.record(), requests, List.of(faults)).stream()
        .filter(one -> one.what() == what)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void writesOfAHealthyStoreAreATenthOfASecondApart() {
    assertThat(gap(What.WRITE)).isEqualTo(new Gap(What.WRITE, 5 * MILLI, 100 * MILLI, null));
    assertThat(gap(What.READ)).isEqualTo(new Gap(What.READ, 35 * MILLI, 200 * MILLI, null));
    assertThat(gap(What.WATCH)).isEqualTo(new Gap(What.WATCH, 5 * MILLI, 2 * MILLI, null));
  }

  @Test
  void writesThatFailLengthenTheGapBetweenThoseAroundThem() {
    store.change(SampleStore.write(20), any -> SampleStore.put(20, Result.UNKNOWN));
    store.change(SampleStore.write(21), any -> SampleStore.put(21, Result.FAILED));

    assertThat(gap(What.WRITE))
        .isEqualTo(new Gap(What.WRITE, called(19) + 5 * MILLI, 300 * MILLI, null));
  }

  @Test
  void writerThatNeverSucceedsAgainHasAGapToItsEnd() {
    for (int n = 50; n < SampleStore.WRITES; n++) {
      int number = n;
      store.change(SampleStore.write(n), any -> SampleStore.put(number, Result.UNKNOWN));
    }

    long from = called(49) + 5 * MILLI;
    assertThat(gap(What.WRITE))
        .isEqualTo(new Gap(What.WRITE, from, called(59) + 1500 * MILLI - from, null));
  }

  @Test
  void writerThatSucceedsLateHasAGapFromItsFirstQuestion() {
    for (int n = 0; n < 10; n++) {
      int number = n;
      store.change(SampleStore.write(n), any -> SampleStore.put(number, Result.FAILED));
    }

    assertThat(gap(What.WRITE)).isEqualTo(new Gap(What.WRITE, 0, called(10) + 5 * MILLI, null));
  }

  @Test
  void serializableReadsFillNoGap() {
    store.without(
        line ->
            line instanceof StoreOperation one
                && one.kind() == Kind.GET
                && one.calledNanos() > SECOND
                && one.calledNanos() < 3 * SECOND);

    assertThat(gap(What.READ).nanos()).isBetween(2 * SECOND, 3 * SECOND);
  }

  @Test
  void writesThatTheWatchNeverToldAreWaitedForToItsEnd() {
    store.without(SampleStore.event(58).or(SampleStore.event(59)));

    long from = called(58) + 5 * MILLI;
    assertThat(gap(What.WATCH)).isEqualTo(new Gap(What.WATCH, from, SampleStore.END - from, null));
  }

  @Test
  void faultOfTheLongestPartOfAGapIsNamed() {
    store.change(SampleStore.write(20), any -> SampleStore.put(20, Result.UNKNOWN));
    InForce before = new InForce("first", 0, 1950 * MILLI);
    InForce meanwhile = new InForce("second", 1960 * MILLI, 5 * SECOND);
    InForce later = new InForce("third", 2200 * MILLI, Long.MAX_VALUE);

    assertThat(gap(What.WRITE, before, meanwhile, later).fault()).isEqualTo("second");
    assertThat(gap(What.WRITE, later).fault()).isNull();
  }

  @Test
  void routingGapGoesFromTokenToTokenWhileSomebodyWaits() {
    request(0, 40, 900);
    request(30, 500, 900);
    request(100, 510, 900);

    assertThat(gap(What.ROUTING)).isEqualTo(new Gap(What.ROUTING, 40 * MILLI, 460 * MILLI, null));
  }

  @Test
  void timeInWhichNobodyWaitsIsNoRoutingGap() {
    request(0, 40, 50);
    request(5_000, 5_100, 5_200);

    assertThat(gap(What.ROUTING)).isEqualTo(new Gap(What.ROUTING, 5 * SECOND, 100 * MILLI, null));
  }

  @Test
  void requestsThatFailEndARoutingGapOnlyWhenNobodyElseWaits() {
    request(0, -1, 3);
    request(10, -1, 300);
    request(200, -1, 400);
    request(350, 1_350, 1_400);

    assertThat(gap(What.ROUTING)).isEqualTo(new Gap(What.ROUTING, 10 * MILLI, 1_340 * MILLI, null));
  }

  @Test
  void requestsThatNobodyAnswersAreAGapToTheirEnd() {
    request(0, 10, 20);
    request(100, -1, 4_000);
    request(200, -1, 5_000);

    assertThat(gap(What.ROUTING))
        .isEqualTo(new Gap(What.ROUTING, 100 * MILLI, 4_900 * MILLI, null));
  }

  @Test
  void warmUpIsPassedOver() {
    request(Phase.WARMUP, 0, 3_000, 3_100);
    request(4_000, 4_010, 4_100);

    assertThat(gap(What.ROUTING)).isEqualTo(new Gap(What.ROUTING, 4 * SECOND, 10 * MILLI, null));
  }

  @Test
  void runWithoutAStoreHasNone() {
    request(0, 40, 50);

    assertThat(Gaps.of(StoreRecord.NONE, requests, List.of())).isEmpty();
    assertThat(Gaps.of(store.record(), new Points(), List.of()))
        .extracting(Gap::what)
        .containsExactly(What.WRITE, What.READ, What.WATCH);
  }
}
