package io.faultstream.judge.store;

import io.faultstream.history.ends.ProcessEnd;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.measure.loss.StoreLoss;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.TargetSpec.StoreSpec;
import io.faultstream.spec.TargetSpec.StoreSpec.Loss;
import io.faultstream.spec.TargetSpec.StoreSpec.Policy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Frontend and workers live on when the store is lost: because every lease outlives the loss, or
 * because that is the policy whatever becomes of the leases. How long the store had no leader is
 * measured; where it came back so late that half a lease was over, a process may have given its
 * lease up rightly, and nobody can tell. An end is a fact of the kernel's, so that it stands also
 * in a run that is not valid. No limits.
 */
public final class ServesOn implements Claim {
  public static final String ID = "serves-on";

  /** A client asks again at half of the time that is left, so not at once when it could. */
  private static final long REACTS = 500_000_000L;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String subject() {
    return "store";
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of();
  }

  @Override
  public String text(ClaimSpec asked) {
    return "frontend and workers live on while the store is lost and after it";
  }

  @Override
  public boolean followsExpectation() {
    return true;
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    Optional<StoreSpec> store = run.spec().target().store();
    return run.measured().losses().losses().stream()
        .map(loss -> at(run, loss, store.orElseThrow()))
        .reduce(Finding::and)
        .orElse(Finding.inconclusive("the store was never lost"));
  }

  private static Finding at(StoredRun run, StoreLoss loss, StoreSpec store) {
    if (loss.provenNanos() == 0) {
      return Finding.inconclusive("no sample of the store's members shows that nobody led");
    }
    List<ProcessEnd> ends = LossWords.ends(run, loss);
    boolean serve = store.policy() == Policy.SERVE;
    String head =
        LossWords.length(loss, store)
            + (serve ? ", and the policy is to serve on: " : ", so nobody may notice: ");
    long lease = store.lease().toNanos();
    if (ends.isEmpty()) {
      boolean tooShort = serve && planned(run, loss, store) && loss.provenNanos() < lease;
      return tooShort
          ? Finding.inconclusive(head + "it was not proven to be longer than the lease")
          : Finding.pass(head + "frontend and " + workers(run) + " workers live on");
    }
    String ended = LossWords.ended(ends, loss);
    return serve || tooEarly(ends, loss, lease) || loss.nanos() + REACTS <= lease / 2
        ? Finding.lost(head + ended, true)
        : Finding.inconclusive(head + ended + "; after half a lease that may have been right");
  }

  private static boolean tooEarly(List<ProcessEnd> ends, StoreLoss loss, long lease) {
    return ends.stream().anyMatch(end -> end.atNanos() - loss.beganNanos() + REACTS < lease / 2);
  }

  /** Whether it was to be longer than the lease. */
  private static boolean planned(StoredRun run, StoreLoss loss, StoreSpec store) {
    return run.spec().faults().stream()
        .filter(fault -> fault.id().equals(loss.fault()))
        .map(FaultSpec::hold)
        .anyMatch(hold -> store.loss(hold) == Loss.LONG);
  }

  private static int workers(StoredRun run) {
    return run.spec().target().workerNames().size();
  }
}
