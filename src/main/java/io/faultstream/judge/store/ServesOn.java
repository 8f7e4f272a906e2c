package io.faultstream.judge.store;

import io.faultstream.history.ends.ProcessEnd;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.measure.loss.StoreLoss;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.TargetSpec.StoreSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Frontend and workers live on when the store is lost: because every lease outlives the loss, or
 * because that is the policy whatever becomes of the leases. How long the store had no leader is
 * measured; where it came back so late that half a lease was over, a process may have given its
 * lease up rightly, and nobody can tell. An end is a fact of the kernel's, so that it stands also
 * in a run that is not valid. Where the loss may outlive a lease, that they serve on is only known
 * once that is proven and whoever ends for it would have ended. Limit: {@code drainSeconds},
 * default 20: how long after the end of a lease somebody may end for it, as for {@link
 * EndsInOrder}.
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
    return Map.of(EndsInOrder.DRAIN, 20.0);
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
        .map(loss -> at(run, loss, new LossTerms(store.orElseThrow(), asked)))
        .reduce(Finding::and)
        .orElse(Finding.inconclusive("the store was never lost"));
  }

  private static Finding at(StoredRun run, StoreLoss loss, LossTerms terms) {
    if (loss.provenNanos() == 0) {
      return Finding.inconclusive("no sample of the store's members shows that nobody led");
    }
    List<ProcessEnd> ends = LossWords.ends(run, loss);
    String head =
        LossWords.length(loss, terms.store())
            + (terms.serve() ? ", and the policy is to serve on: " : ", so nobody may notice: ");
    if (ends.isEmpty()) {
      return unknown(run, loss, terms)
          .map(why -> Finding.inconclusive(head + why))
          .orElse(Finding.pass(head + "frontend and " + workers(run) + " workers live on"));
    }
    String ended = LossWords.ended(ends, loss);
    long half = terms.leaseNanos() / 2;
    return terms.serve() || tooEarly(ends, loss, half) || loss.nanos() + REACTS <= half
        ? Finding.lost(head + ended, true)
        : Finding.inconclusive(head + ended + "; after half a lease that may have been right");
  }

  /** Why it is not known that they serve on, though nobody has ended. */
  private static Optional<String> unknown(StoredRun run, StoreLoss loss, LossTerms terms) {
    long watched = LossWords.lastLook(run) - loss.beganNanos();
    return terms
        .unknown(hold(run, loss), loss.provenNanos(), watched)
        .map(
            why ->
                switch (why) {
                  case LOSS_TOO_SHORT -> "it was not proven to be longer than the lease";
                  case RUN_TOO_SHORT -> "the run was over before whoever ends for it had to";
                });
  }

  private static boolean tooEarly(List<ProcessEnd> ends, StoreLoss loss, long half) {
    return ends.stream().anyMatch(end -> end.atNanos() - loss.beganNanos() + REACTS < half);
  }

  /** How long it was to be. */
  private static Duration hold(StoredRun run, StoreLoss loss) {
    return run.spec().faults().stream()
        .filter(fault -> fault.id().equals(loss.fault()))
        .map(FaultSpec::hold)
        .findFirst()
        .orElseThrow();
  }

  private static int workers(StoredRun run) {
    return run.spec().target().workerNames().size();
  }
}
