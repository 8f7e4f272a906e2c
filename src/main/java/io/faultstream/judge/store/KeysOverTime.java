package io.faultstream.judge.store;

import io.faultstream.history.store.InstancesSeen;
import io.faultstream.history.store.MemberSample;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.FaultWindow;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.TargetSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which instances vanished from the store, and which should have.
 *
 * @param run with its faults, the lease and the terms of the leaders
 * @param reads of the keys, at least one, in their order
 */
record KeysOverTime(StoredRun run, List<InstancesSeen> reads) {
  /** An instance that is in a read no more. */
  private record Gone(String id, long lastSeen, long missed) {
    String words() {
      return id + ", last seen " + AboutStore.at(lastSeen) + ", not there " + AboutStore.at(missed);
    }
  }

  /** Whether none vanished that was there, and those did that were hit; with the figures. */
  Finding finding(long lag) {
    List<Gone> gone = gone();
    return vanished(gone).and(left(gone, lag));
  }

  private List<Gone> gone() {
    List<Gone> gone = new ArrayList<>();
    for (int i = 1; i < reads.size(); i++) {
      InstancesSeen before = reads.get(i - 1);
      InstancesSeen now = reads.get(i);
      Set<String> missing = before.ids();
      missing.removeAll(now.ids());
      missing.forEach(id -> gone.add(new Gone(id, before.atNanos(), now.returnedNanos())));
    }
    return gone;
  }

  private Finding vanished(List<Gone> gone) {
    List<Gone> untouched = new ArrayList<>();
    int excused = 0;
    for (Gone one : gone) {
      if (excused < hitBefore(one.missed())) {
        excused++;
      } else {
        untouched.add(one);
      }
    }
    String first = "from " + reads.get(0).ids().size() + " instances on, ";
    if (untouched.isEmpty()) {
      return Finding.pass(first + "none vanished that no fault hit");
    }
    String words =
        untouched.size()
            + " vanished that no fault hit: "
            + AboutStore.some(untouched.stream().map(Gone::words).toList());
    long unread = longestUnread(untouched.get(untouched.size() - 1).missed());
    long half = lease().orElse(Long.MAX_VALUE) / 2;
    return unread > half
        ? Finding.inconclusive(
            first
                + words
                + "; the store could not be read for "
                + Wording.time(unread)
                + ", more than half a lease, which is given up then")
        : Finding.lost(first + words, true);
  }

  /** Nanoseconds; empty for a store whose leases are not known. */
  private Optional<Long> lease() {
    return run.spec().target().store().map(store -> store.lease().toNanos());
  }

  /** Workers that a fault had hit by then, or that shall end by themselves and had. */
  private long hitBefore(long nanos) {
    long hit =
        run.windows().stream()
            .filter(window -> window.kind().ofWorker())
            .filter(window -> window.injectNanos() != null && window.injectNanos() <= nanos)
            .count();
    return hit
        + run.awaitedEnds().stream()
            .filter(end -> !end.process().equals(TargetSpec.FRONTEND) && end.atNanos() <= nanos)
            .count();
  }

  private long longestUnread(long until) {
    long longest = 0;
    for (int i = 1; i < reads.size() && reads.get(i).atNanos() < until; i++) {
      longest = Math.max(longest, reads.get(i).atNanos() - reads.get(i - 1).returnedNanos());
    }
    return longest;
  }

  private Finding left(List<Gone> gone, long lag) {
    long last = reads.get(reads.size() - 1).atNanos();
    Finding found = Finding.pass(gone.size() + " gone in all");
    int dead = 0;
    for (FaultWindow window : run.windows()) {
      Long death = window.effectNanos();
      boolean dies = window.kind() == FaultKind.KILL || window.kind() == FaultKind.TERMINATE;
      if (!dies || death == null || !window.effectProven() || lease().isEmpty()) {
        continue;
      }
      dead++;
      long limit = leaseEnd(death) + lag;
      long by = gone.stream().filter(one -> one.missed() <= limit).count();
      if (by < dead && last > limit) {
        found =
            found.and(
                Finding.fail(
                    window.victim()
                        + " was still there "
                        + Wording.time(limit - death)
                        + " after its death"));
      }
    }
    return found;
  }

  /** When the lease of somebody who died then is over at the latest. */
  private long leaseEnd(long death) {
    long lease = lease().orElseThrow();
    long end = death + lease;
    long term = 0;
    for (MemberSample sample : run.measured().store().members()) {
      if (sample.answered() && sample.term() > term) {
        boolean meanwhile = sample.atNanos() > death && sample.atNanos() <= end;
        end = term > 0 && meanwhile ? sample.atNanos() + lease : end;
        term = sample.term();
      }
    }
    return end;
  }
}
