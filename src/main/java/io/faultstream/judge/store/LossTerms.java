package io.faultstream.judge.store;

import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.TargetSpec.StoreSpec;
import io.faultstream.spec.TargetSpec.StoreSpec.Loss;
import io.faultstream.spec.TargetSpec.StoreSpec.Policy;
import java.time.Duration;
import java.util.Optional;

/**
 * What a loss of the store and a run must last for a claim about its end to be decided. The judge
 * and whoever foretells a verdict ask here.
 *
 * @param store whose lease and policy it is about
 * @param asked the claim, with a limit {@link EndsInOrder#DRAIN}
 */
public record LossTerms(StoreSpec store, ClaimSpec asked) {

  /** Why it is not known that all serve on, though nobody has ended. */
  public enum Unknown {
    /** It was not longer than a lease. */
    LOSS_TOO_SHORT,
    /** The run was over before whoever ends for it had to. */
    RUN_TOO_SHORT
  }

  /** The lease, nanoseconds. */
  long leaseNanos() {
    return store.lease().toNanos();
  }

  /** Until when, nanoseconds after the loss began, a process may end for it. */
  public long latestNanos() {
    return leaseNanos() + (long) (asked.limit(EndsInOrder.DRAIN) * 1e9);
  }

  /** Whether a loss of so many nanoseconds was longer than the lease. */
  boolean outlivesLease(long nanos) {
    return nanos >= leaseNanos();
  }

  /** Whether all who may end for a loss have ended when it was watched for so many nanoseconds. */
  public boolean watched(long nanos) {
    return nanos >= latestNanos();
  }

  /** Whether frontend and workers must serve on, whatever becomes of their leases. */
  boolean serve() {
    return store.policy() == Policy.SERVE;
  }

  /**
   * Why a run in which nobody ended does not show that they serve on; empty: it shows that.
   *
   * @param hold how long the store was to be lost
   * @param lostNanos for how long it is certain that it was
   * @param watchedNanos for how long after the loss began the target was looked at
   */
  public Optional<Unknown> unknown(Duration hold, long lostNanos, long watchedNanos) {
    if (!serve() || store.loss(hold) == Loss.SHORT) {
      return Optional.empty();
    }
    if (!outlivesLease(lostNanos)) {
      return Optional.of(Unknown.LOSS_TOO_SHORT);
    }
    return watched(watchedNanos) ? Optional.empty() : Optional.of(Unknown.RUN_TOO_SHORT);
  }
}
