package io.faultstream.judge.store;

import io.faultstream.history.ends.ProcessEnd;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.loss.LossRequests;
import io.faultstream.measure.loss.StoreLoss;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.TargetSpec.StoreSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Once the store is lost for longer than a lease, frontend and workers end by themselves, in order.
 * Each ends with an exit code of its own and not by a signal; not before half of a lease, as so
 * much of it is left at least; and not later than a lease and what its streams take to end.
 * Requests that were open at the loss, or sent before a lease could be over, end whole; later ones
 * end whole, get a 503 or no connection, and none hangs. Limits: {@code drainSeconds}, default 20,
 * from the end of a lease to the end of a process: a member without a leader lets a call wait for 7
 * s, which a real Dynamo's clients do twice (for the lease, and to leave), and then its streams
 * end: with a lease of 10 s it was seen to end 16 to 25 s after the loss of a quorum, and 10 to 15
 * s after that of all; {@code earlyMillis}, default 500, by which half of a lease may be missed (a
 * busy client asks late); {@code minRequests}, default 20, that must have been open at the loss or
 * sent before a lease could be over.
 */
public final class EndsInOrder implements Claim {
  public static final String ID = "ends-in-order";

  /** Limit: seconds from the end of a lease in which a process may end. */
  public static final String DRAIN = "drainSeconds";

  private static final String EARLY = "earlyMillis";
  private static final String MIN_REQUESTS = "minRequests";

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
    return Map.of(DRAIN, 20.0, EARLY, 500.0, MIN_REQUESTS, 20.0);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "once the store is lost for longer than the lease, frontend and workers end by"
        + " themselves between half of it and "
        + Wording.number(asked.limit(DRAIN))
        + " s after it; what is in flight ends whole, and later requests are refused";
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

  /** From when on, in nanoseconds after the loss began, a process may end. */
  private static long earliest(LossTerms terms) {
    return terms.leaseNanos() / 2 - (long) (terms.asked().limit(EARLY) * 1e6);
  }

  private static Finding at(StoredRun run, StoreLoss loss, LossTerms terms) {
    String head = LossWords.length(loss, terms.store());
    if (!terms.outlivesLease(loss.provenNanos())) {
      return Finding.inconclusive(
          head + ": it is proven for " + Wording.time(loss.provenNanos()) + ", less than a lease");
    }
    return Finding.pass(head + ", so all end")
        .and(processes(run, loss, terms))
        .and(before(loss.requests().before(), terms.asked().limit(MIN_REQUESTS)))
        .and(after(loss.requests().after()));
  }

  private static Finding processes(StoredRun run, StoreLoss loss, LossTerms terms) {
    List<ProcessEnd> ends = LossWords.ends(run, loss);
    String told = ends.isEmpty() ? "nobody ended" : LossWords.ended(ends, loss);
    List<String> wrong = new ArrayList<>();
    for (ProcessEnd end : ends) {
      long after = end.atNanos() - loss.beganNanos();
      if (after < earliest(terms)) {
        wrong.add(end.process() + " gave up too early, with half of its lease left");
      } else if (after > terms.latestNanos()) {
        wrong.add(end.process() + " ended too late");
      }
      if (end.bySignal()) {
        wrong.add(end.process() + " was ended by a signal");
      }
    }
    List<String> alive = new ArrayList<>(LossWords.serving(run));
    ends.forEach(end -> alive.remove(end.process()));
    boolean watched = terms.watched(LossWords.lastLook(run) - loss.beganNanos());
    if (!alive.isEmpty() && watched) {
      wrong.add(String.join(", ", alive) + " outlived the lease and never ended");
    }
    if (!wrong.isEmpty()) {
      return Finding.fail(told + ": " + String.join("; ", wrong));
    }
    return alive.isEmpty()
        ? Finding.pass(told)
        : Finding.inconclusive(
            told + "; the run was over before " + String.join(", ", alive) + " had to end");
  }

  private static Finding before(LossRequests.Part part, double least) {
    String said = part.completed() + " of " + part.all() + " requests open or sent before that";
    if (part.refused() + part.wrong() > 0) {
      String refused = part.refused() > 0 ? ", " + part.refused() + " were refused" : "";
      return Finding.lost(said + " ended whole" + refused + others(part), part.tokens() > 0);
    }
    return part.all() < least
        ? Finding.inconclusive(said + ", needs " + Wording.number(least))
        : Finding.pass(said + " ended whole");
  }

  private static Finding after(LossRequests.Part part) {
    String said =
        "of "
            + part.all()
            + " later ones "
            + part.completed()
            + " ended whole and "
            + part.refused()
            + " were refused";
    if (part.wrong() > 0) {
      return Finding.lost(said + others(part), part.tokens() > 0);
    }
    return part.refused() == 0
        ? Finding.inconclusive(said + ", so that nobody asked after the end")
        : Finding.pass(said);
  }

  private static String others(LossRequests.Part part) {
    String kinds =
        part.others().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(one -> one.getValue() + " " + one.getKey())
            .collect(Collectors.joining(", "));
    return kinds.isEmpty() ? "" : ", " + kinds + ", for example " + part.examples().get(0);
  }
}
