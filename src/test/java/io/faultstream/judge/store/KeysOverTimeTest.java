package io.faultstream.judge.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.store.InstancesSeen;
import io.faultstream.history.store.MemberSample;
import io.faultstream.history.store.StoreEntry;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.SampleHistory;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.TargetSpec.StoreSpec;
import io.faultstream.spec.Varied;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker dies at 30 s; its lease is 10 s, and 5 s more are allowed for its key to go. */
final class KeysOverTimeTest {
  private static final long SECOND = SampleHistory.SECOND;
  private static final long MILLI = SampleHistory.MILLI;
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final long LAG = 5 * SECOND;

  @TempDir Path folder;

  private final List<StoreEntry> lines = new ArrayList<>();

  private static SampleHistory withStore(SampleHistory run) {
    ExperimentSpec spec = run.spec;
    run.spec = Varied.of(spec).target(spec.target().with(new StoreSpec(3, LEASE, ""))).spec();
    return run;
  }

  private void read(int second, String... ids) {
    List<String> keys = List.of(ids).stream().map(id -> "dynamo/backend/generate/" + id).toList();
    long at = second * SECOND;
    lines.add(new InstancesSeen(at, at + 8 * MILLI, "etcd-0", 5, keys, "", List.of(), ""));
  }

  /** Both until then, one from then on. */
  private void oneIsGoneFrom(int second) {
    for (int i = 1; i < 65; i++) {
      if (i < second) {
        read(i, "a", "b");
      } else {
        read(i, "b");
      }
    }
  }

  private void leads(int second, long term) {
    lines.add(
        new MemberSample(
            second * SECOND, "etcd-0", true, 1, 1, term, 5, 5, 20_480, List.of(), false));
  }

  private Finding find(SampleHistory history) throws IOException {
    StoredRun run = withStore(history).stored(folder);
    StoreRecord store = StoreRecord.of(lines);
    return new KeysOverTime(
            new StoredRun(run.spec(), run.measured().with(store), run.metrics(), run.profile()),
            store.instances())
        .finding(LAG);
  }

  private void finds(SampleHistory history, Verdict verdict, String words) throws IOException {
    Finding found = find(history);
    assertThat(found.verdict()).as(found.evidence()).isEqualTo(verdict);
    assertThat(found.evidence()).contains(words);
  }

  @Test
  void deadInstanceThatGoesWithItsLeaseIsAsItShouldBe() throws IOException {
    oneIsGoneFrom(44);
    finds(SampleHistory.migrated(), Verdict.PASS, "none vanished that no fault hit; 1 gone in all");
  }

  @Test
  void deadInstanceThatStaysTooLongIsFound() throws IOException {
    oneIsGoneFrom(47);
    finds(
        SampleHistory.migrated(), Verdict.FAIL, "worker-0 was still there 15.0 s after its death");
  }

  @Test
  void newLeaderBeginsAllLeasesAnew() throws IOException {
    leads(20, 2);
    leads(36, 3);
    oneIsGoneFrom(47);
    finds(SampleHistory.migrated(), Verdict.PASS, "1 gone in all");
  }

  @Test
  void leaderThatWasElectedAfterTheLeaseWasOverChangesNothing() throws IOException {
    leads(20, 2);
    leads(43, 3);
    oneIsGoneFrom(47);
    finds(SampleHistory.migrated(), Verdict.FAIL, "worker-0 was still there");
  }

  @Test
  void runThatEndsBeforeTheLeaseSaysNothingOfIt() throws IOException {
    for (int i = 1; i < 44; i++) {
      read(i, "a", "b");
    }
    finds(SampleHistory.migrated(), Verdict.PASS, "0 gone in all");
  }

  @Test
  void instanceThatVanishesUntouchedIsFound() throws IOException {
    oneIsGoneFrom(30);
    finds(
        SampleHistory.calm(),
        Verdict.FAIL,
        "1 vanished that no fault hit: 10, last seen at 29.000 s, not there at 30.008 s");
  }

  @Test
  void whatVanishedWhileTheStoreCouldNotBeReadForHalfALeaseIsUndecided() throws IOException {
    read(20, "a", "b");
    read(26, "b");
    finds(
        SampleHistory.calm(),
        Verdict.INCONCLUSIVE,
        "the store could not be read for 6.0 s, more than half a lease");
  }

  @Test
  void whatVanishedWhileItCouldBeReadOftenEnoughIsDecided() throws IOException {
    read(20, "a", "b");
    read(24, "b");
    finds(SampleHistory.calm(), Verdict.FAIL, "1 vanished that no fault hit");
  }
}
