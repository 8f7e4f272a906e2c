package io.faultstream.fault.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.faultstream.etcd.disk.SyncDelay;
import io.faultstream.fault.Faults;
import io.faultstream.fault.Played;
import io.faultstream.fault.Schedules;
import io.faultstream.history.FaultEvent;
import io.faultstream.history.FaultStep;
import io.faultstream.process.Journal;
import io.faultstream.process.JournalEntry;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.FaultSpec.Victim.Rule;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.TargetSpec.StoreSpec;
import io.faultstream.target.Target;
import io.faultstream.target.TargetContext;
import io.faultstream.target.choice.Targets;
import io.faultstream.target.embedded.Specs;
import io.faultstream.time.Chance;
import io.faultstream.time.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The faults of the store on real members, one after the other under one embedded cluster. Those
 * that need all clients at their members come first: after a loss of the store they are back only
 * when their back-off is over.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class StoreFaultsIT {
  private static final Duration LENGTH = Duration.ofMinutes(2);

  /** A member forgets its leader one to two seconds after its last heartbeat. */
  private static final Duration HOLD = Duration.ofSeconds(4);

  private Path folder;
  private Journal journal;
  private Target target;
  private List<ProcessIdentity> servers = List.of();

  private static TargetSpec spec() {
    return Specs.embedded().with(new StoreSpec(3, Duration.ofSeconds(30), "").withQuota(8 << 20));
  }

  @BeforeAll
  void startTarget(@TempDir Path shared) throws Exception {
    folder = shared;
    journal = Journal.open(folder.resolve("journal.jsonl"));
    target = Targets.of(spec(), new TargetContext(folder, journal, new Chance(7)));
    target.start();
    servers = new ArrayList<>(target.store().orElseThrow().processes().values());
  }

  @AfterAll
  void nothingIsLeft() throws Exception {
    List<JournalEntry> open = Journal.openEntries(folder.resolve("journal.jsonl"));
    List<ProcessIdentity> processes = new ArrayList<>(servers);
    open.stream()
        .filter(entry -> entry.kind().equals(JournalEntry.PROCESS))
        .forEach(entry -> processes.add(ProcessIdentity.from(entry.data())));
    target.close();
    assertThat(processes).hasSizeGreaterThan(6).noneMatch(ProcessIdentity::alive);
    assertThat(Journal.openEntries(folder.resolve("journal.jsonl"))).isEmpty();
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString())).doesNotContain("etcd-data");
    }
    journal.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ETCD_LEADER_KILL, is gone by /proc, leads in term",
    "ETCD_LEADER_REPLACE, is gone by /proc, leads in term",
    "ETCD_LEADER_MOVE, was asked to give its leadership away, leads in term",
    "ETCD_LEADER_PAUSE, is stopped by /proc, leads in term",
    "ETCD_FOLLOWER_KILL, is gone by /proc, does not answer",
    "ETCD_QUORUM_LOSS, is gone by /proc, none knows a leader",
    "ETCD_TOTAL_LOSS, is gone by /proc, 0 of 3 members answer"
  })
  void showsUndoesAndLosesNoWorker(FaultKind kind, String effect, String noticed) throws Exception {
    Played played = play(Schedules.fault(kind, Schedules.by(Rule.STORE), HOLD));

    assertThat(played.said(FaultStep.EFFECT)).contains(effect);
    assertThat(played.said(FaultStep.NOTICED)).contains(noticed);
    assertThat(played.said(FaultStep.UNDONE)).contains("all 3 members answer and follow etcd-");
    assertThat(target.health().instances()).isEqualTo(2);
  }

  @Test
  void memberIsHitByItsName() throws Exception {
    FaultSpec fault = Schedules.fault(FaultKind.ETCD_MEMBER_KILL, Schedules.named("etcd-2"), HOLD);

    Played played = play(fault);
    assertThat(played.events()).last().extracting(FaultEvent::victim).isEqualTo("etcd-2");
    assertThat(played.said(FaultStep.NOTICED)).startsWith("etcd-2 does not answer");
  }

  /** A leader that is asked to end has given its leadership away before it is gone. */
  @Test
  void leaderEndsInOrderAndComesBackAsAnotherProcess() throws Exception {
    String leader = target.store().orElseThrow().leader().name();
    Played played =
        play(Schedules.fault(FaultKind.ETCD_MEMBER_RESTART, Schedules.named(leader), HOLD));

    assertThat(played.said(FaultStep.EFFECT)).isEqualTo(leader + " has ended by itself, by /proc");
    assertThat(played.said(FaultStep.NOTICED)).contains(", before that " + leader + " in term ");
    assertThat(played.said(FaultStep.UNDONE)).contains("; " + leader + " is pid ");
  }

  /** The clients of the store must have read all anew, which they say in their logs. */
  @Test
  @Order(2)
  void watchesOfTheTargetFallBehindWhatIsCompacted() throws Exception {
    long resyncs = logged("Resync of prefix");
    Played played =
        play(Schedules.fault(FaultKind.ETCD_COMPACTION, Schedules.by(Rule.STORE), HOLD));

    assertThat(played.said(FaultStep.EFFECT))
        .containsPattern(
            "is gone by /proc, with [1-9] of the [1-9] watches of others; revision \\d+ was");
    assertThat(played.said(FaultStep.NOTICED)).contains("required revision has been compacted");
    assertThat(played.said(FaultStep.UNDONE)).endsWith("has compacted it too");
    assertThat(
            Poll.until(
                Duration.ofSeconds(20),
                Duration.ofMillis(50),
                () -> Optional.of(true).filter(any -> logged("Resync of prefix") > resyncs)))
        .isPresent();
    assertThat(logged("fell behind")).isPositive();
    assertThat(target.health().instances()).isEqualTo(2);
  }

  /** The frontend learns of it only by reading everything anew: no event of it is left. */
  @Test
  @Order(1)
  void workerThatLeavesWhileWatchesLagIsGoneForWhoReadsAnew() throws Exception {
    Set<String> before = target.workers().orElseThrow().instances().orElseThrow();
    Played played =
        play(Schedules.fault(FaultKind.ETCD_COMPACTION_RESTART, Schedules.named("worker-1"), HOLD));

    assertThat(played.said(FaultStep.EFFECT)).startsWith("worker-1 has left the store; etcd-");
    assertThat(played.said(FaultStep.NOTICED)).contains("required revision has been compacted");
    assertThat(played.said(FaultStep.UNDONE))
        .contains("; worker-1 (")
        .contains(" is in /health; etcd-");
    Set<String> now = target.workers().orElseThrow().instances().orElseThrow();
    assertThat(now).hasSize(2).isNotEqualTo(before).containsAnyElementsOf(before);
  }

  private long logged(String words) {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .filter(file -> !String.valueOf(file.getFileName()).startsWith("etcd-"))
          .mapToLong(file -> lines(file, words))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long lines(Path file, String words) {
    try (var lines = Files.lines(file)) {
      return lines.filter(line -> line.contains(words)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last: a member that is replaced later applies the whole log and raises the alarm again. */
  @Test
  @Order(Integer.MAX_VALUE)
  void fullStoreRefusesWritesAndIsRepaired() throws Exception {
    Played played = play(Schedules.fault(FaultKind.ETCD_NOSPACE, Schedules.by(Rule.STORE), HOLD));

    assertThat(played.said(FaultStep.EFFECT)).startsWith("3 of 3 members say NOSPACE, the alarm");
    assertThat(played.said(FaultStep.NOTICED)).endsWith("mvcc: database space exceeded");
    assertThat(played.said(FaultStep.UNDONE)).contains("; no alarm is left, and a write is taken");
    assertThat(target.health().instances()).isEqualTo(2);
  }

  @Test
  void disksAreSlowAndFastAgain() throws Exception {
    assumeThat(SyncDelay.refusal()).isEmpty();
    Played played = play(Schedules.fault(FaultKind.ETCD_SLOW_DISK, Schedules.by(Rule.STORE), HOLD));

    assertThat(played.said(FaultStep.EFFECT))
        .isEqualTo(
            "each sync of etcd-0, etcd-1, etcd-2 waits 200 ms by /proc: all threads are traced");
    assertThat(played.said(FaultStep.NOTICED))
        .containsPattern(
            "takes [2-9]\\d\\d ms on etcd-0, [2-9]\\d\\d ms on etcd-1, .*before that \\d");
    assertThat(played.said(FaultStep.UNDONE)).contains("; a sync takes ");
    assertThat(target.health().instances()).isEqualTo(2);
  }

  private Played play(FaultSpec fault) throws Exception {
    return Played.of(
        Schedules.experiment(spec(), LENGTH, fault), StoreFaults.kits(), target, journal);
  }

  @Test
  void targetWithoutAStoreRefusesThemByName() throws IOException {
    try (Journal other = Journal.open(folder.resolve("other.jsonl"))) {
      Target plain = Targets.of(Specs.embedded(), new TargetContext(folder, other, new Chance(7)));
      FaultSpec fault = Schedules.fault(FaultKind.ETCD_LEADER_KILL, Schedules.by(Rule.STORE), HOLD);

      assertThat(new Faults(StoreFaults.kits()).refusals(List.of(fault), plain))
          .containsExactly(
              "fault f-etcd-leader-kill (etcd-leader-kill): there is no store:"
                  + " target.discovery=etcd starts one");
    }
  }
}
