package io.faultstream.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.cluster.defect.DiscoveryDefect;
import io.faultstream.cluster.discovery.Discovery;
import io.faultstream.cluster.discovery.Instance;
import io.faultstream.cluster.discovery.etcd.EtcdDiscovery;
import io.faultstream.cluster.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The embedded cluster's discovery against real servers that are killed, stopped and compacted. */
@Timeout(120)
final class EtcdDiscoveryIT {
  private static final Duration LEASE = Duration.ofSeconds(4);
  private static final Discovery.Terms NOBODY = new Discovery.Terms(false, () -> {});

  @TempDir Path folder;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private final LinkedBlockingQueue<List<Instance>> seen = new LinkedBlockingQueue<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final HeldTicker ticker = new HeldTicker();
  private Duration lease = LEASE;

  private RunningEtcd members(int count) throws Exception {
    RunningEtcd running = RunningEtcd.in(folder, EtcdSettings.of(InstalledEtcd.usual(), count));
    open.add(running);
    return running;
  }

  private EtcdDiscovery of(RunningEtcd running, DiscoveryDefect defect, Ticker clock) {
    return new Discoveries(running.cluster(), lease, lines).client(defect, clock);
  }

  private EtcdDiscovery of(RunningEtcd running) {
    return of(running, DiscoveryDefect.NONE, Ticker.system());
  }

  private void watch(EtcdDiscovery discovery) throws IOException {
    open.add(discovery.watch(seen::add));
    seen(List::isEmpty);
  }

  private Discovery.Lease announce(EtcdDiscovery discovery, long id, Discovery.Terms terms)
      throws IOException {
    Discovery.Lease lease = discovery.register(Discoveries.instance(id), terms);
    open.add(lease::revoke);
    return lease;
  }

  /** The next list that is like this. */
  private void seen(Predicate<List<Instance>> wanted) {
    List<List<Instance>> others = new ArrayList<>();
    try {
      while (true) {
        List<Instance> next = seen.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("seen before: %s; log: %s", others, lines).isNotNull();
        if (wanted.test(next)) {
          return;
        }
        others.add(next);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  private static Predicate<List<Instance>> ids(Long... ids) {
    return list -> list.stream().map(Instance::id).toList().equals(List.of(ids));
  }

  private void logged(String text) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!lines.toString(StandardCharsets.UTF_8).contains(text)
        && System.nanoTime() - deadline < 0) {
      Thread.onSpinWait();
    }
    assertThat(lines.toString(StandardCharsets.UTF_8)).contains(text);
  }

  @AfterEach
  void end() throws Exception {
    ticker.hold(false);
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  @Test
  void instanceIsSeenWhileItsLeaseIsKeptAndGoneWhenItIsRevoked() throws Exception {
    RunningEtcd running = members(1);
    EtcdDiscovery discovery = of(running);
    watch(discovery);
    Discovery.Lease lease = announce(discovery, 0xabc, NOBODY);
    seen(ids(0xabcL));

    Endpoint store = running.leader();
    assertThat(store.get("v1/instances/dynamo/backend/generate/abc")).isPresent();
    assertThat(store.get("v1/mdc/dynamo/backend/generate/abc").orElseThrow().text())
        .contains("\"display_name\":\"tiny\"");
    // Longer than the lease.
    assertThat(seen.poll(LEASE.toMillis() * 3 / 2, TimeUnit.MILLISECONDS)).isNull();

    lease.revoke();
    seen(List::isEmpty);
    lease.revoke();
  }

  @Test
  void killedMemberIsLeftForAnotherAndNothingIsMissed() throws Exception {
    RunningEtcd running = members(3);
    EtcdDiscovery discovery = of(running);
    watch(discovery);
    announce(discovery, 1, NOBODY);
    seen(ids(1L));

    // The first is the one that all are connected to.
    running.cluster().kill("etcd-0", Quorum.KEPT);
    logged("Error watching stream for prefix 'v1/'");
    announce(discovery, 2, NOBODY);
    seen(ids(1L, 2L));
    logged("Successfully reconnected to ETCD cluster");
    assertThat(seen.poll(LEASE.toMillis() * 3 / 2, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void storeThatIsAwayForLessThanALeaseLosesNobody() throws Exception {
    // As little as half of it may be left for the server's restart, on a busy machine too.
    lease = Duration.ofSeconds(20);
    RunningEtcd running = members(1);
    EtcdDiscovery discovery = of(running);
    CountDownLatch lost = new CountDownLatch(1);
    watch(discovery);
    announce(discovery, 1, new Discovery.Terms(false, lost::countDown));
    seen(ids(1L));

    running.cluster().kill("etcd-0", Quorum.MAY_BE_LOST);
    logged("Keep-alive stream error");
    running.cluster().restart("etcd-0");
    announce(discovery, 2, NOBODY);
    seen(ids(1L, 2L));
    assertThat(lost.await(LEASE.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
  }

  @Test
  void storeThatIsAwayForLongerEndsTheLease() throws Exception {
    RunningEtcd running = members(1);
    EtcdDiscovery discovery = of(running);
    CountDownLatch worker = new CountDownLatch(1);
    CountDownLatch frontend = new CountDownLatch(1);
    announce(discovery, 1, new Discovery.Terms(false, worker::countDown));
    open.add(discovery.hold(frontend::countDown)::revoke);

    running.cluster().kill("etcd-0", Quorum.MAY_BE_LOST);
    assertThat(worker.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(frontend.await(20, TimeUnit.SECONDS)).isTrue();
    logged("Unable to reconnect to ETCD cluster: deadline exceeded");
    logged("Unable to maintain lease - expired or revoked. Check etcd server status");
  }

  @Test
  void leaseThatExpiredBehindAStoppedWorkerIsAnnouncedAgainWhereThatIsAskedFor() throws Exception {
    RunningEtcd running = members(1);
    CountDownLatch lost = new CountDownLatch(1);
    watch(of(running));
    announce(
        of(running, DiscoveryDefect.NONE, ticker), 1, new Discovery.Terms(true, lost::countDown));
    seen(ids(1L));

    ticker.hold(true);
    seen(List::isEmpty);
    ticker.hold(false);
    seen(ids(1L));
    logged("Keep-alive lease expired");
    assertThat(lost.getCount()).isEqualTo(1);
  }

  @Test
  void watchThatFellBehindReadsEverythingAnew() throws Exception {
    assertThat(afterCompaction(DiscoveryDefect.NONE)).isTrue();
  }

  @Test
  void watchThatLosesItsResyncKeepsTheDead() throws Exception {
    assertThat(afterCompaction(DiscoveryDefect.LOSES_RESYNC)).isFalse();
    logged("fell behind");
  }

  /** Whether a watch sees who came and went while it was away and its revision was compacted. */
  private boolean afterCompaction(DiscoveryDefect defect) throws Exception {
    RunningEtcd running = members(3);
    EtcdDiscovery discovery = of(running);
    watch(of(running, defect, ticker));
    Discovery.Lease first = announce(discovery, 1, NOBODY);
    seen(ids(1L));

    ticker.hold(true);
    running.cluster().kill("etcd-0", Quorum.KEPT);
    logged("Error watching stream for prefix 'v1/'");
    first.revoke();
    announce(discovery, 2, NOBODY);
    assertThat(lines.toString(StandardCharsets.UTF_8)).doesNotContain("cannot revoke");
    Endpoint store = running.cluster().store().at("etcd-1");
    store.compact(store.revision());
    ticker.hold(false);
    announce(discovery, 3, NOBODY);
    try (Stream<Integer> tries = Stream.of(1, 2, 3, 4)) {
      return tries.map(any -> poll()).anyMatch(ids(2L, 3L));
    }
  }

  private List<Instance> poll() {
    try {
      List<Instance> next = seen.poll(5, TimeUnit.SECONDS);
      return next == null ? List.of() : next;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  @Test
  void watchThatIsNeverBegunAgainSeesNothingMore() throws Exception {
    RunningEtcd running = members(3);
    watch(of(running, DiscoveryDefect.NEVER_REWATCHES, Ticker.system()));
    running.cluster().kill("etcd-0", Quorum.KEPT);
    logged("Error watching stream for prefix 'v1/'");
    announce(of(running), 1, NOBODY);

    assertThat(seen.poll(5, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void leaseThatIsDroppedAtTheFirstErrorIsLostAlthoughTheStoreLives() throws Exception {
    RunningEtcd running = members(3);
    CountDownLatch lost = new CountDownLatch(1);
    announce(
        of(running, DiscoveryDefect.DROPS_LEASE, Ticker.system()),
        1,
        new Discovery.Terms(false, lost::countDown));

    running.cluster().kill("etcd-0", Quorum.KEPT);
    assertThat(lost.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void workerThatOutlivesItsLeaseIsNotToldAndTheFrontendIs() throws Exception {
    RunningEtcd running = members(1);
    EtcdDiscovery discovery = of(running, DiscoveryDefect.OUTLIVES_LEASE, Ticker.system());
    CountDownLatch worker = new CountDownLatch(1);
    CountDownLatch frontend = new CountDownLatch(1);
    announce(discovery, 1, new Discovery.Terms(false, worker::countDown));
    open.add(discovery.hold(frontend::countDown)::revoke);

    running.cluster().kill("etcd-0", Quorum.MAY_BE_LOST);
    assertThat(frontend.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(worker.await(2 * lease.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
  }

  @Test
  void storeThatDoesNotAnswerIsSaid() throws Exception {
    RunningEtcd running = members(1);
    running.cluster().kill("etcd-0", Quorum.MAY_BE_LOST);

    assertThatThrownBy(() -> of(running).register(Discoveries.instance(1), NOBODY))
        .isInstanceOf(IOException.class)
        .hasMessage("no member of the etcd cluster answers");
  }
}
