package io.faultstream.measure.store;

import static io.faultstream.measure.store.SampleStore.MILLI;
import static io.faultstream.measure.store.SampleStore.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.store.MemberSample;
import io.faultstream.history.store.StoreEvent;
import io.faultstream.history.store.StoreOperation;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.history.store.WatchStep;
import io.faultstream.measure.store.StoreSeconds.State;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The store in columns over the run's time, and the longest of its gaps. */
final class StoreSecondsTest {
  private final SampleStore store = new SampleStore();

  private void revision(long second, int member, long revision) {
    store.lines.add(
        new MemberSample(
            second * SECOND,
            "etcd-" + member,
            true,
            member,
            1,
            2,
            revision,
            revision,
            20_480,
            List.of(),
            false));
  }

  @Test
  void membersLeadAnswerOrAreSilent() {
    store.sample(0, 1, 1, 2);
    store.sample(0, 2, 1, 2);
    store.lines.add(MemberSample.silent(SECOND, "etcd-0"));
    store.sample(1, 2, 0, 2);
    store.sample(3, 2, 2, 3);

    StoreSeconds seconds = StoreSeconds.of(store.record(), 4, 1);

    assertThat(seconds.members().keySet()).containsExactly("etcd-0", "etcd-1");
    assertThat(seconds.members().get("etcd-0"))
        .containsExactly(State.LEADS, State.SILENT, null, null);
    assertThat(seconds.members().get("etcd-1"))
        .containsExactly(State.ANSWERS, State.ANSWERS, null, State.LEADS);
  }

  @Test
  void pointOfSeveralSecondsShowsTheWorst() {
    store.sample(0, 1, 1, 2);
    store.lines.add(MemberSample.silent(SECOND, "etcd-0"));
    store.sample(2, 1, 1, 2);
    store.sample(3, 1, 0, 2);
    store.sample(4, 1, 1, 2);
    store.sample(5, 1, 1, 2);

    assertThat(StoreSeconds.of(store.record(), 2, 3).members().get("etcd-0"))
        .containsExactly(State.SILENT, State.LEADS);
  }

  @Test
  void whatIsOutsideTheRunIsLeftOut() {
    store.sample(-1, 1, 1, 2);
    store.sample(3, 1, 1, 2);

    assertThat(StoreSeconds.of(store.record(), 3, 1).members().get("etcd-0"))
        .containsExactly(null, null, null);
  }

  @Test
  void revisionsAreThoseOfTheMembersThatAnswer() {
    revision(0, 1, 100);
    revision(0, 2, 90);
    revision(0, 3, 95);
    store.lines.add(MemberSample.silent(SECOND, "etcd-1"));
    revision(2, 1, 120);

    StoreSeconds seconds = StoreSeconds.of(store.record(), 3, 1);

    assertThat(seconds.highest()).containsExactly(100L, null, 120L);
    assertThat(seconds.lowest()).containsExactly(90L, null, 120L);
  }

  @Test
  void lagIsTheLongestOfTheEventsThatCameInThatTime() {
    store.lines.add(new WatchStep(0, "etcd-1", WatchStep.Step.BEGUN, 99, 100, ""));
    write(0, 500, 504, 100);
    write(1, 600, 680, 102);
    write(2, 900, 2_400, 104);
    write(3, 2_500, 2_490, 106);

    assertThat(StoreSeconds.of(store.record(), 4, 1).lagNanos())
        .containsExactly(80 * MILLI, null, 1_500 * MILLI, null);
    assertThat(WatchLag.longest(WatchLag.of(store.record())))
        .isEqualTo(new Stretch(900 * MILLI, 1_500 * MILLI));
  }

  private void write(int n, long returnedMillis, long arrivedMillis, long revision) {
    long returned = returnedMillis * MILLI;
    store.lines.add(SampleStore.put(n, returned - 5 * MILLI, returned, revision));
    store.lines.add(new StoreEvent(n, revision, arrivedMillis * MILLI, "etcd-1"));
  }

  @Test
  void eventBeforeItsAcknowledgementIsNotLateAndARepeatDoesNotCount() {
    store.lines.add(new WatchStep(0, "etcd-1", WatchStep.Step.BEGUN, 99, 100, ""));
    write(0, 500, 498, 100);
    store.lines.add(new StoreEvent(0, 100, 900 * MILLI, "etcd-1"));

    assertThat(WatchLag.of(store.record())).extracting(WatchLag::nanos).containsExactly(0L);
  }

  @Test
  void writesBeforeTheWatchAndThoseNeverToldHaveNoLag() {
    write(0, 500, 510, 98);
    assertThat(WatchLag.of(store.record())).isEmpty();

    store.lines.add(new WatchStep(0, "etcd-1", WatchStep.Step.BEGUN, 99, 100, ""));
    store.lines.add(SampleStore.put(1, SECOND, SECOND + MILLI, 102));
    assertThat(WatchLag.of(store.record())).isEmpty();
    assertThat(WatchLag.longest(List.of())).isEqualTo(Stretch.NONE);
  }

  @Test
  void longestGapOfTheWritesBeginsAtTheAcknowledgementBeforeIt() {
    SampleStore healthy = SampleStore.healthy();
    Predicate<StoreOperation> gone = SampleStore.write(7).or(SampleStore.write(8));
    healthy.without(line -> line instanceof StoreOperation one && gone.test(one));

    assertThat(Writes.of(healthy.record()).longestGap())
        .isEqualTo(new Stretch(605 * MILLI, 300 * MILLI));
    assertThat(Writes.of(StoreRecord.NONE).longestGap()).isEqualTo(Stretch.NONE);
  }

  @Test
  void withoutAStoreAllColumnsAreEmpty() {
    StoreSeconds none = StoreSeconds.of(StoreRecord.NONE, 2, 1);

    assertThat(none.members()).isEmpty();
    assertThat(none.highest()).isEqualTo(Collections.nCopies(2, null));
    assertThat(none.lagNanos()).isEqualTo(Collections.nCopies(2, null));
  }
}
