package io.faultstream.judge.service;

import io.faultstream.history.store.InstancesSeen;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.FaultWindow;
import io.faultstream.measure.store.Gap;
import io.faultstream.spec.ClaimSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Requests are routed to each instance that the store has. From the last undo of a fault, of the
 * store or of a worker, to the end of recovery, each worker that the store has a key for at the
 * last reading in that time has taken some of what the workers of its role took, by their own
 * counters. A frontend whose watch was lost and never came back sends all to the workers that it
 * still knows: no request fails, and a list that it asks the store for is right. Limits: {@code
 * minRequests}, requests of each worker that an even share must be, default 20: with fewer a router
 * need not have come to all; {@code minShare}, the least share of an even share, default 0.25: a
 * router that looks at load or caches is uneven, one that does not know a worker gives it nothing;
 * {@code maxRoutingGapMillis}, default 5000: the longest time after the warm-up in which requests
 * waited for a first token and none came, the longest back-off of a client of the store.
 */
public final class InstancesServe implements Claim {
  public static final String ID = "instances-serve";
  private static final String MIN_REQUESTS = "minRequests";
  private static final String MIN_SHARE = "minShare";
  private static final String MAX_GAP = "maxRoutingGapMillis";

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
    return Map.of(MIN_REQUESTS, 20.0, MIN_SHARE, 0.25, MAX_GAP, 5_000.0);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "once all faults are undone, each worker that the store has a key of takes at least "
        + Wording.percent(asked.limit(MIN_SHARE))
        + " of an even share of the requests, and no routing gap is longer than "
        + Wording.millis(asked.limit(MAX_GAP));
  }

  /** Without a fault nobody could have been forgotten. */
  @Override
  public boolean judgedIn(StoredRun run) {
    return !run.windows().isEmpty();
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    return shares(run, asked).and(gap(run, asked));
  }

  private static Finding gap(StoredRun run, ClaimSpec asked) {
    return run.measured().summary().gaps().stream()
        .filter(gap -> gap.what() == Gap.What.ROUTING)
        .findFirst()
        .map(gap -> within(gap, asked.limit(MAX_GAP) * 1e6))
        .orElse(Finding.inconclusive("no routing gap was measured"));
  }

  private static Finding within(Gap gap, double limitNanos) {
    String words =
        "longest routing gap " + Wording.time(gap.nanos()) + ", at " + seconds(gap.fromNanos());
    return gap.nanos() <= limitNanos ? Finding.pass(words) : Finding.fail(words);
  }

  private static Finding shares(StoredRun run, ClaimSpec asked) {
    List<String> open =
        run.windows().stream().filter(window -> !undone(window)).map(FaultWindow::id).toList();
    if (!open.isEmpty()) {
      return Finding.inconclusive(String.join(", ", open) + " was not proven to be undone");
    }
    long from =
        run.windows().stream()
            .map(FaultWindow::undoneNanos)
            .filter(Objects::nonNull)
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    long until = run.spec().lengthNanos();
    Optional<InstancesSeen> last =
        run.measured().store().instances().stream()
            .filter(seen -> seen.read() && seen.atNanos() >= from && seen.atNanos() <= until)
            .reduce((earlier, later) -> later);
    String since = "since " + seconds(from);
    if (last.isEmpty()) {
      return Finding.inconclusive("the keys of the instances were not read " + since);
    }
    return new Shares(run.spec().target(), ServedRequests.between(run.metrics(), from, until))
        .finding(
            last.get().ids(),
            WorkerIds.until(run.metrics(), until),
            new Shares.Terms(asked.limit(MIN_REQUESTS), asked.limit(MIN_SHARE), since));
  }

  private static boolean undone(FaultWindow window) {
    return window.undoneNanos() != null && window.undoProven();
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }
}
