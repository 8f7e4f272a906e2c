package io.faultstream.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.cluster.defect.DiscoveryDefect;
import io.faultstream.cluster.discovery.Discovery;
import io.faultstream.cluster.time.Ticker;
import io.faultstream.etcd.program.EtcdProgram;
import io.faultstream.etcd.status.MemberStatus;
import io.faultstream.experiment.store.StoreProbe;
import io.faultstream.history.JsonLines;
import io.faultstream.history.RunFolder;
import io.faultstream.history.store.LeaseSample;
import io.faultstream.history.store.MemberSample;
import io.faultstream.history.store.StoreEntry;
import io.faultstream.history.store.StoreEvent;
import io.faultstream.history.store.StoreOperation;
import io.faultstream.history.store.StoreOperation.Kind;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.history.store.WatchStep;
import io.faultstream.judge.ClaimResult;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Verdict;
import io.faultstream.judge.claims.Claims;
import io.faultstream.judge.claims.Judge;
import io.faultstream.measure.Measured;
import io.faultstream.measure.SampleHistory;
import io.faultstream.measure.store.LeaseLife;
import io.faultstream.network.Disturbance;
import io.faultstream.network.proxy.ProxyWiring;
import io.faultstream.time.Chance;
import io.faultstream.time.RunClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The probe at clusters of real servers that lose their leader: what it writes down is judged. */
@Timeout(240)
final class StoreProbeIT {
  private static final long SECOND = 1_000_000_000L;

  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Discovery.Terms NOBODY = new Discovery.Terms(false, () -> {});

  @TempDir Path folder;
  @TempDir Path run;

  private final RunClock clock = RunClock.startingNow();
  private final List<String> mishaps = new ArrayList<>();

  static List<EtcdProgram> servers() throws Exception {
    return InstalledEtcd.all();
  }

  /** What is done to a cluster while the probe is at it. */
  @FunctionalInterface
  private interface Deed {
    void at(EtcdCluster cluster) throws Exception;
  }

  private StoreRecord probed(EtcdProgram program, Deed deed) throws Exception {
    return probed(EtcdSettings.of(program, 3), 12, deed);
  }

  private StoreRecord probed(EtcdSettings settings, int seconds, Deed deed) throws Exception {
    try (RunningEtcd running = RunningEtcd.in(folder, settings);
        JsonLines file = JsonLines.appendTo(run.resolve(RunFolder.STORE))) {
      StoreProbe.Subject subject =
          new StoreProbe.Subject(
              running.cluster().store(),
              running.cluster().admin(),
              () -> Optional.of(Set.of("26")));
      StoreProbe probe = new StoreProbe(subject, clock, line -> write(file, line), mishaps::add);
      Discovery.Lease lease =
          new Discoveries(running.cluster(), LEASE, new ByteArrayOutputStream())
              .client(DiscoveryDefect.NONE, Ticker.system())
              .register(Discoveries.instance(0x1a), NOBODY);
      clock.zero();
      probe.begin();
      deed.at(running.cluster());
      clock.sleepUntil(seconds * SECOND);
      long begun = clock.nanos();
      probe.finish();
      assertThat(clock.nanos() - begun).isLessThan(StoreProbe.FINISH_WITHIN.toNanos());
      assertThat(threads()).isEmpty();
      lease.revoke();
    }
    assertThat(mishaps).isEmpty();
    return new RunFolder(run).store();
  }

  private static void write(JsonLines file, StoreEntry line) {
    try {
      file.append(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("store-"))
        .toList();
  }

  /** Judged as the store of a run that is healthy otherwise. */
  private List<ClaimResult> judged(StoreRecord store) {
    SampleHistory healthy = SampleHistory.calm();
    healthy.spec = healthy.spec.withClaims(Claims.aboutStore());
    StoredRun calm = healthy.stored(run);
    Measured with = calm.measured().with(store);
    List<ClaimResult> results =
        Judge.judge(new StoredRun(calm.spec(), with, calm.metrics(), calm.profile())).claims();
    results.forEach(one -> System.out.println(one.id() + ": " + one.evidence()));
    return results;
  }

  private static void allHold(List<ClaimResult> results) {
    assertThat(results)
        .hasSize(7)
        .allSatisfy(one -> assertThat(one.verdict()).as(one.evidence()).isEqualTo(Verdict.PASS));
  }

  private static long longestGap(StoreRecord store) {
    List<Long> acknowledged =
        store.operations().stream()
            .filter(one -> one.answered(Kind.PUT))
            .map(StoreOperation::returnedNanos)
            .sorted(Comparator.naturalOrder())
            .toList();
    long longest = 0;
    for (int i = 1; i < acknowledged.size(); i++) {
      longest = Math.max(longest, acknowledged.get(i) - acknowledged.get(i - 1));
    }
    return longest;
  }

  /** Each write takes twice the delay at least, so that one is in flight when it ends. */
  @Test
  void writeThatIsInFlightAtTheEndIsToldToo() throws Exception {
    EtcdSettings settings =
        EtcdSettings.of(InstalledEtcd.usual(), 3).wired(new ProxyWiring(new Chance(7)));
    StoreRecord store =
        probed(
            settings,
            4,
            cluster -> {
              Disturbance slow =
                  Disturbance.slowPeers(cluster.leader().name(), Duration.ofMillis(200));
              cluster.disturb(slow, Quorum.KEPT);
            });

    long last =
        store.operations().stream()
            .filter(one -> one.answered(Kind.PUT))
            .mapToLong(StoreOperation::revision)
            .max()
            .orElseThrow();
    assertThat(store.events()).last().extracting(StoreEvent::revision).isEqualTo(last);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void leaderThatIsKilledAndRestartedBreaksNoClaim(EtcdProgram program) throws Exception {
    List<MemberStatus> old = new ArrayList<>();
    StoreRecord store =
        probed(
            program,
            cluster -> {
              clock.sleepUntil(4 * SECOND);
              old.add(cluster.leader());
              cluster.kill(old.get(0).name(), Quorum.KEPT);
              clock.sleepUntil(7 * SECOND);
              cluster.restart(old.get(0).name());
            });

    allHold(judged(store));
    agesAreThoseOfTheLease(store, 6);
    assertThat(longestGap(store)).isBetween(SECOND / 5, 10 * SECOND);
    assertThat(store.operations().stream().filter(one -> one.answered(Kind.PUT)).count())
        .isBetween(50L, 125L);
    assertThat(store.operations()).anyMatch(one -> !one.ok());
    assertThat(store.operations().stream().filter(one -> one.answered(Kind.GET_LOCAL)).count())
        .isGreaterThan(20);
    assertThat(store.watch()).extracting(WatchStep::step).endsWith(WatchStep.Step.ENDED);
    assertThat(store.hashes()).hasSize(3);
    assertThat(store.members())
        .filteredOn(MemberSample::leads)
        .extracting(MemberSample::term)
        .contains(old.get(0).term())
        .anyMatch(term -> term > old.get(0).term());
    assertThat(store.members())
        .anyMatch(one -> !one.answered() && one.member().equals(old.get(0).name()));
  }

  /** Of the one lease that there is, which is kept alive at half of its time; at least so many. */
  private static void agesAreThoseOfTheLease(StoreRecord store, int least) {
    List<LeaseSample> known = store.leases().stream().filter(LeaseSample::known).toList();
    assertThat(known)
        .hasSizeBetween(least, 13)
        .allSatisfy(
            one -> {
              assertThat(one.key()).endsWith("/1a");
              assertThat(one.grantedSeconds()).isEqualTo(LEASE.toSeconds());
              assertThat(one.ageSeconds()).isBetween(0L, LEASE.toSeconds());
              assertThat(one.returnedNanos()).isBetween(one.atNanos(), one.atNanos() + 2 * SECOND);
            });
    assertThat(LeaseLife.of(store)).hasSize(1);
    assertThat(LeaseLife.of(store).get(0).renewals()).hasSizeBetween(1, 4);
  }

  @Test
  void agesAreUnknownWhileNothingCanBeAgreedOn() throws Exception {
    StoreRecord store =
        probed(
            InstalledEtcd.usual(),
            cluster -> {
              clock.sleepUntil(3 * SECOND);
              cluster.kill("etcd-1", Quorum.MAY_BE_LOST);
              cluster.kill("etcd-2", Quorum.MAY_BE_LOST);
              clock.sleepUntil(6 * SECOND);
              cluster.startAgain("etcd-1");
              cluster.startAgain("etcd-2");
              cluster.awaitHealthy();
            });

    // One a second until the quorum is lost after three; how long an election takes is open.
    agesAreThoseOfTheLease(store, 3);
    assertThat(store.leases())
        .filteredOn(one -> one.atNanos() > 4 * SECOND && one.returnedNanos() < 6 * SECOND)
        .isNotEmpty()
        .allSatisfy(
            one -> {
              assertThat(one.known()).isFalse();
              assertThat(one.key()).endsWith("/1a");
              assertThat(one.returnedNanos() - one.atNanos()).isLessThan(2 * SECOND);
            });
  }

  @ParameterizedTest
  @MethodSource("servers")
  void silentMembersWatchGoesOnAtAnother(EtcdProgram program) throws Exception {
    StoreRecord store =
        probed(
            program,
            cluster -> {
              clock.sleepUntil(2 * SECOND);
              cluster.pause("etcd-0", Quorum.KEPT);
              clock.sleepUntil(9 * SECOND);
              cluster.resume("etcd-0");
            });

    allHold(judged(store));
    agesAreThoseOfTheLease(store, 6);
    assertThat(store.watch())
        .extracting(WatchStep::step)
        .startsWith(WatchStep.Step.BEGUN, WatchStep.Step.LOST, WatchStep.Step.BEGUN);
    assertThat(store.watch().get(0).member()).isEqualTo("etcd-0");
    assertThat(store.watch().get(2).member()).isEqualTo("etcd-1");
  }
}
