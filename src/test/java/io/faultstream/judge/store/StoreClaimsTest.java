package io.faultstream.judge.store;

import static io.faultstream.measure.store.SampleStore.MILLI;
import static io.faultstream.measure.store.SampleStore.called;
import static io.faultstream.measure.store.SampleStore.event;
import static io.faultstream.measure.store.SampleStore.put;
import static io.faultstream.measure.store.SampleStore.reads;
import static io.faultstream.measure.store.SampleStore.revision;
import static io.faultstream.measure.store.SampleStore.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.store.KeysRead;
import io.faultstream.history.store.MemberHash;
import io.faultstream.history.store.MemberSample;
import io.faultstream.history.store.StoreEvent;
import io.faultstream.history.store.StoreOperation;
import io.faultstream.history.store.StoreOperation.Kind;
import io.faultstream.history.store.StoreOperation.Result;
import io.faultstream.history.store.WatchStep;
import io.faultstream.judge.Finding;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.store.SampleStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Planted mistakes are found by the right claim, and what overlaps in time is no mistake. */
final class StoreClaimsTest {
  private static final List<AboutStore> ALL =
      List.of(
          new NoWriteLost(),
          new ReadsCurrent(),
          new RevisionsRise(),
          new WatchComplete(),
          new OneLeader(),
          new MembersAgree());

  private final SampleStore store = SampleStore.healthy();

  private Finding find(AboutStore claim) {
    return claim.find(store.record(), claim.asked());
  }

  /** This claim fails with these words, and no other one fails. */
  private void onlyFails(Class<? extends AboutStore> wanted, String words) {
    for (AboutStore claim : ALL) {
      Finding found = find(claim);
      if (wanted.isInstance(claim)) {
        assertThat(found.verdict()).as(found.evidence()).isEqualTo(Verdict.FAIL);
        assertThat(found.evidence()).contains(words);
      } else {
        assertThat(found.verdict()).as(found.evidence()).isEqualTo(Verdict.PASS);
      }
    }
  }

  private void allHold() {
    for (AboutStore claim : ALL) {
      Finding found = find(claim);
      assertThat(found.verdict()).as(found.evidence()).isEqualTo(Verdict.PASS);
    }
  }

  private void undecided(AboutStore claim, String words) {
    Finding found = find(claim);
    assertThat(found.verdict()).as(found.evidence()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(found.evidence()).contains(words);
  }

  @Test
  void healthyHistoryHoldsWithItsFigures() {
    allHold();
    assertThat(find(new NoWriteLost()).evidence())
        .isEqualTo(
            "all are there; 60 writes acknowledged, 0 failed, 0 unknown;"
                + " longest time between two acknowledged writes 100 ms, at 0.005 s");
    assertThat(find(new ReadsCurrent()).evidence())
        .isEqualTo(
            "none was old of 30 linearizable reads;"
                + " 30 serializable ones, of which 0 were old, as they may be");
    assertThat(find(new RevisionsRise()).evidence())
        .isEqualTo(
            "from 100 to 218, over 60 writes, 30 linearizable reads and 60 events of the watch");
    assertThat(find(new WatchComplete()).evidence())
        .isEqualTo(
            "none missed, repeated or out of order; 60 events, longest gap 2 ms, at 0.005 s");
    assertThat(find(new OneLeader()).evidence())
        .isEqualTo("12 samples; term 2: etcd-0 (1); never seen without a leader");
    assertThat(find(new MembersAgree()).evidence())
        .startsWith("etcd-0 abc at revision 300, etcd-1 abc");
  }

  @Test
  void writeThatIsGoneAtTheEndIsLost() {
    store.goneAtTheEnd(7);

    onlyFails(
        NoWriteLost.class,
        "1 lost: faultstream/probe/7 = 'v7', acknowledged by etcd-0 at 0.705 s with revision 114,"
            + " is not there at 10.000 s; 60 writes acknowledged");
  }

  @Test
  void writeWithAnotherValueIsLost() {
    store.change(write(7), one -> put(7, one.calledNanos(), one.returnedNanos(), 114));
    store.lines.replaceAll(
        line ->
            line instanceof KeysRead read
                ? new KeysRead(
                    read.calledNanos(),
                    read.member(),
                    read.revision(),
                    read.keys().stream()
                        .map(k -> k.modRevision() == 114 ? kept(k.key(), "other", 114) : k)
                        .toList(),
                    true)
                : line);

    onlyFails(NoWriteLost.class, "is 'other' of revision 114");
  }

  private static KeysRead.Kept kept(String key, String value, long revision) {
    return new KeysRead.Kept(key, value, revision);
  }

  @Test
  void withoutTheLastReadingWhatNobodyReadIsUndecided() {
    store.without(KeysRead.class::isInstance);
    undecided(new NoWriteLost(), "30 acknowledged writes were never looked at again");
  }

  @Test
  void readingThatBrokeOffSaysNothingOfWhatItDidNotReach() {
    store.lines.replaceAll(line -> line instanceof KeysRead read ? firstPart(read) : line);
    undecided(new NoWriteLost(), "25 acknowledged writes were never looked at again");
  }

  private static KeysRead firstPart(KeysRead read) {
    return new KeysRead(
        read.calledNanos(), read.member(), read.revision(), read.keys().subList(0, 10), false);
  }

  @Test
  void writeOfUnknownFateMayBeThereOrNot() {
    store.change(write(8), one -> put(8, Result.UNKNOWN)).change(write(9), one -> unknown(9));
    store.goneAtTheEnd(9).without(event(9));

    allHold();
    assertThat(find(new NoWriteLost()).evidence()).contains("58 writes acknowledged, 0 failed, 2");
  }

  private static StoreOperation unknown(int n) {
    return put(n, Result.UNKNOWN);
  }

  @Test
  void failedWriteThatIsThereIsNamed() {
    store.change(write(9), one -> put(9, Result.FAILED));
    onlyFails(
        NoWriteLost.class, "1 failed but done: faultstream/probe/9, failed at etcd-0 (no answer)");
  }

  @Test
  void readOlderThanWhatWasAcknowledgedIsStale() {
    store.change(reads(8), one -> SampleStore.get(one.kind(), 8, one.calledNanos(), 0));

    onlyFails(
        ReadsCurrent.class,
        "1 old: etcd-2 gave nothing for faultstream/probe/8 at 0.825 s, known was revision 116;"
            + " 30 linearizable reads; 30 serializable ones, of which 1 were old, as they may be");
  }

  @Test
  void serializableReadMayBeOld() {
    store.change(
        one -> one.kind() == Kind.GET_LOCAL,
        one -> SampleStore.get(Kind.GET_LOCAL, 8, one.calledNanos() + 1000 * MILLI, 0));
    allHold();
    assertThat(find(new ReadsCurrent()).evidence()).contains("of which 30 were old");
  }

  @Test
  void readThatOverlapsTheWriteMaySeeEither() {
    store.change(reads(8), one -> SampleStore.get(one.kind(), 8, called(8) + 5 * MILLI, 0));
    allHold();
  }

  @Test
  void unknownWriteOnceSeenStays() {
    store.change(write(8), one -> unknown(8)).goneAtTheEnd(8);
    store.lines.add(
        new StoreOperation(
            2000,
            2,
            Kind.GET,
            StoreOperation.key(8),
            null,
            "etcd-1",
            called(9),
            called(9) + MILLI,
            Result.OK,
            revision(9),
            0,
            ""));

    onlyFails(ReadsCurrent.class, "etcd-1 gave nothing for faultstream/probe/8 at 0.900 s");
  }

  @Test
  void revisionThatGoesBackIsFound() {
    store.change(reads(8), one -> withHeader(one, 90));

    onlyFails(
        RevisionsRise.class,
        "1 went back: etcd-2 told revision 90 for a read of faultstream/probe/8 at 0.825 s,"
            + " known was 116");
  }

  private static StoreOperation withHeader(StoreOperation one, long revision) {
    return new StoreOperation(
        one.id(),
        one.client(),
        one.kind(),
        one.key(),
        one.value(),
        one.member(),
        one.calledNanos(),
        one.returnedNanos(),
        one.result(),
        revision,
        one.modRevision(),
        "");
  }

  @Test
  void laterWriteWithALowerRevisionIsFound() {
    store.change(write(8), one -> withHeader(one, 50));
    assertThat(find(new RevisionsRise()).evidence())
        .contains("etcd-0 told revision 50 for the write of faultstream/probe/8 at 0.800 s");
  }

  @Test
  void twoWritesOfOneRevisionAreFound() {
    store.change(write(8), one -> put(8, one.calledNanos(), called(9) + 6 * MILLI, revision(9)));
    assertThat(find(new RevisionsRise()).evidence())
        .contains("revision 118 is that of faultstream/probe/9 and faultstream/probe/8");
  }

  @Test
  void overlappingWritesMayBeInEitherOrder() {
    store.change(write(8), one -> put(8, called(8), called(9) + 4 * MILLI, revision(9)));
    store.change(write(9), one -> put(9, called(9), called(9) + 5 * MILLI, revision(8)));
    store.without(line -> line instanceof StoreOperation one && reads(8).test(one));
    assertThat(find(new RevisionsRise()).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void watchThatGoesBackIsFoundByBoth() {
    store.lines.replaceAll(
        line ->
            event(8).test(line)
                ? new StoreEvent(8, 110, called(8) + 7 * MILLI, "etcd-1")
                : event(5).test(line) ? new StoreEvent(5, 109, called(5), "etcd-1") : line);

    assertThat(find(new RevisionsRise()).evidence())
        .contains("the watch of etcd-1 told revision 110 after 114 at 0.807 s");
    assertThat(find(new WatchComplete()).evidence()).contains("1 out of order", "8 told too late");
  }

  @Test
  void missedEventIsFound() {
    store.without(event(8));
    onlyFails(
        WatchComplete.class,
        "1 missed, 0 repeated, 0 out of order: faultstream/probe/8 of revision 116 not told,"
            + " acknowledged at 0.805 s; 59 events");
  }

  @Test
  void repeatedEventIsFound() {
    store.lines.add(new StoreEvent(59, revision(59), 6_000 * MILLI, "etcd-2"));
    onlyFails(
        WatchComplete.class, "0 missed, 1 repeated, 0 out of order: 59 told again at 6.000 s");
  }

  @Test
  void lateEventIsFound() {
    store.without(event(59));
    store.lines.add(new StoreEvent(59, revision(59), called(59) + 15_006 * MILLI, "etcd-2"));
    onlyFails(WatchComplete.class, "but late: 60 events, longest gap 15.0 s, at 5.905 s");
  }

  @Test
  void writeBeforeTheWatchBeganIsNotExpected() {
    store.without(event(0)).without(WatchStep.class::isInstance);
    store.lines.add(new WatchStep(50, "etcd-1", WatchStep.Step.BEGUN, 101, 102, ""));
    allHold();
  }

  @Test
  void whatWasCompactedAwayIsShownAndNotJudged() {
    store.without(event(8)).without(event(9));
    store.lines.add(
        new WatchStep(called(8), "etcd-2", WatchStep.Step.COMPACTED, revision(7), 120, ""));
    store.lines.add(new WatchStep(called(9), "etcd-2", WatchStep.Step.BEGUN, 119, 120, ""));
    allHold();
    assertThat(find(new WatchComplete()).evidence())
        .contains("watched anew 1 times")
        .endsWith("2 compacted away before they were told");
  }

  @Test
  void whatWasNotToldWhenTheWatchEndedIsUndecided() {
    store.without(event(59));
    undecided(new WatchComplete(), "1 not told when the watch ended; 59 events");
  }

  @Test
  void twoLeadersOfOneTermAreFound() {
    store.sample(12, 2, 2, 2);
    store.sample(13, 2, 2, 2);
    onlyFails(OneLeader.class, "two leaders of one term: term 2: etcd-0 (1) and etcd-1 (2)");
  }

  @Test
  void newLeaderThatTellsTheOldTermForAMomentIsNoSecondOne() {
    store.sample(12, 2, 2, 2);
    store.sample(13, 2, 2, 3);
    store.sample(14, 2, 2, 3);
    allHold();
    assertThat(find(new OneLeader()).evidence())
        .contains("term 2: etcd-0 (1), term 3: etcd-1 (2); never seen without");
  }

  @Test
  void timeWithoutALeaderIsShown() {
    store.sample(12, 2, 1, 2);
    store.lines.add(MemberSample.silent(12 * SampleStore.SECOND, "etcd-0"));
    store.sample(13, 2, 0, 2);
    store.sample(14, 2, 2, 3);
    store.sample(15, 2, 2, 3);
    allHold();
    assertThat(find(new OneLeader()).evidence())
        .contains("longest time seen without a leader 2.0 s, at 12.000 s");
  }

  @Test
  void hashThatDiffersIsFound() {
    store.without(line -> line instanceof MemberHash hash && hash.member().equals("etcd-1"));
    store.lines.add(new MemberHash("etcd-1", true, 300, 0, 0xdef, ""));
    onlyFails(MembersAgree.class, "the hashes differ: etcd-0 abc at revision 300");
  }

  @Test
  void hashesThatCannotBeComparedAreUndecided() {
    store.without(line -> line instanceof MemberHash hash && hash.member().equals("etcd-1"));
    undecidedWith(new MemberHash("etcd-1", true, 300, 12, 0xdef, ""), "are of different states");
    undecidedWith(new MemberHash("etcd-1", false, 0, 0, 0, "refused"), "etcd-1 (refused)");
    store.without(MemberHash.class::isInstance);
    undecidedWith(new MemberHash("etcd-1", true, 300, 0, 0xabc, ""), "one member alone");
  }

  private void undecidedWith(MemberHash hash, String words) {
    store.lines.add(hash);
    undecided(new MembersAgree(), words);
    store.lines.remove(hash);
  }

  @Test
  void tooLittleIsUndecided() {
    store.without(line -> line instanceof StoreOperation || line instanceof StoreEvent);
    store.without(line -> line instanceof MemberSample || line instanceof MemberHash);
    undecided(new NoWriteLost(), "0 writes were acknowledged, needs 50");
    undecided(new ReadsCurrent(), "0 linearizable reads were answered, needs 20");
    undecided(new RevisionsRise(), "0 writes were acknowledged, needs 50");
    undecided(new WatchComplete(), "0 events were told, needs 50");
    undecided(new OneLeader(), "0 samples were answered, needs 10");
    undecided(new MembersAgree(), "no hash was asked for at the end");
  }
}
