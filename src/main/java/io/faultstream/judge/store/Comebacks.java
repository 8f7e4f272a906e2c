package io.faultstream.judge.store;

import io.faultstream.history.store.LeaseSample;
import io.faultstream.judge.Finding;
import io.faultstream.judge.Wording;
import io.faultstream.judge.store.ReconnectsWithin.WholeAgain;
import io.faultstream.measure.FaultWindow;
import io.faultstream.measure.store.LeaseLife;
import io.faultstream.measure.store.LeaseLife.Renewal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at the leases in each time in which the store is whole, then says what was found. */
final class Comebacks {
  private final List<LeaseLife> leases;
  private final List<FaultWindow> hits;
  private final long margin;
  private final List<String> late = new ArrayList<>();
  private final List<String> open = new ArrayList<>();
  private final List<FaultWindow> excused = new ArrayList<>();
  private int times;
  private int renewed;
  private long slowest;

  /**
   * Nothing is looked at yet.
   *
   * @param hits the windows of faults that hit a worker
   * @param margin nanoseconds that are added to what the policy allows
   */
  Comebacks(List<LeaseLife> leases, List<FaultWindow> hits, long margin) {
    this.leases = leases;
    this.hits = hits;
    this.margin = margin;
  }

  /** Looks at all leases in this time. */
  void look(WholeAgain whole) {
    times++;
    for (LeaseLife lease : leases) {
      look(whole, lease);
    }
  }

  private void look(WholeAgain whole, LeaseLife lease) {
    long to = Math.min(whole.toNanos(), lease.lastNanos() + 1);
    boolean there = lease.samples().stream().anyMatch(one -> within(one, whole.fromNanos(), to));
    if (!there) {
      return;
    }
    OptionalLong renewal = OptionalLong.empty();
    long base = base(whole, lease);
    for (Renewal one : lease.renewals()) {
      if (one.byNanos() > whole.fromNanos() && one.afterNanos() < to) {
        judge(lease, new Deadline(base, whole), one.afterNanos());
        // One across the undo may be the election's, which says nothing of the client.
        if (renewal.isEmpty() && one.afterNanos() >= whole.fromNanos()) {
          renewal = OptionalLong.of(one.byNanos());
        }
        base = one.byNanos();
      }
    }
    judge(lease, new Deadline(base, whole), lastWithin(lease, to));
    conclude(whole, lease, renewal);
  }

  private static boolean within(LeaseSample one, long from, long to) {
    return one.atNanos() >= from && one.atNanos() < to;
  }

  private static long lastWithin(LeaseLife lease, long to) {
    return lease.samples().stream()
        .mapToLong(LeaseSample::atNanos)
        .filter(at -> at < to)
        .max()
        .orElse(0);
  }

  /** The last renewal before the store was whole; where none was seen, or granted later, then. */
  private static long base(WholeAgain whole, LeaseLife lease) {
    return lease.renewals().stream()
        .mapToLong(Renewal::byNanos)
        .filter(by -> by <= whole.fromNanos())
        .max()
        .orElse(Math.max(whole.fromNanos(), lease.samples().get(0).returnedNanos()));
  }

  /** Where a lease that was last renewed then must be renewed again. */
  private record Deadline(long base, WholeAgain whole) {
    long due(LeaseLife lease) {
      long keepAlive = base + KeepAlivePolicy.period(lease.grantedNanos());
      return Math.max(keepAlive, whole.fromNanos());
    }
  }

  /** It was not renewed from the deadline's base until then. */
  private void judge(LeaseLife lease, Deadline deadline, long notUntil) {
    long limit = deadline.due(lease) + KeepAlivePolicy.longestPause(lease.grantedNanos()) + margin;
    if (notUntil > limit && excuse(deadline.base(), limit).isEmpty()) {
      late.add(
          lease.key()
              + " not renewed for "
              + Wording.time(notUntil - deadline.base())
              + " "
              + AboutStore.at(notUntil)
              + ", "
              + Wording.time(notUntil - deadline.whole().fromNanos())
              + " after the undo of "
              + deadline.whole().fault()
              + " (limit "
              + Wording.time(limit - deadline.base())
              + ")");
    }
  }

  /** A worker that was hit meanwhile, whom no other lease was excused for. */
  private Optional<FaultWindow> excuse(long from, long to) {
    for (FaultWindow hit : hits) {
      Long at = hit.injectNanos();
      if (at != null && at >= from && at <= to && !excused.contains(hit)) {
        excused.add(hit);
        return Optional.of(hit);
      }
    }
    return Optional.empty();
  }

  private void conclude(WholeAgain whole, LeaseLife lease, OptionalLong renewal) {
    boolean old = lease.firstNanos() < whole.fromNanos();
    if (old && renewal.isPresent()) {
      renewed++;
      slowest = Math.max(slowest, renewal.getAsLong() - whole.fromNanos());
    } else if (old && whole.toNanos() == Long.MAX_VALUE && toTheEnd(lease)) {
      open.add(
          lease.key()
              + " not renewed in the "
              + Wording.time(lease.lastNanos() - whole.fromNanos())
              + " that were left");
    }
  }

  /** Whether it is among the last that were told; one that went before has no instance. */
  private boolean toTheEnd(LeaseLife lease) {
    long last = leases.stream().mapToLong(LeaseLife::lastNanos).max().orElse(0);
    return lease.lastNanos() > last - 2_000_000_000L;
  }

  Finding finding() {
    String counts =
        leases.size()
            + " leases, the store whole again "
            + times
            + (times == 1 ? " time" : " times")
            + ": renewed "
            + renewed
            + " times, the slowest within "
            + Wording.time(slowest)
            + " of it";
    if (!late.isEmpty()) {
      return Finding.fail(AboutStore.some(late) + "; " + counts);
    }
    if (!open.isEmpty()) {
      return Finding.inconclusive(AboutStore.some(open) + "; " + counts);
    }
    return renewed == 0
        ? Finding.inconclusive("no lease outlived the fault; " + counts)
        : Finding.pass(counts);
  }
}
