package io.faultstream.judge.service;

import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.FaultWindow;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.WorkerRole;
import java.util.Locale;
import java.util.Map;

/**
 * A worker that was brought back is given work again: from the undoing of its fault until the next
 * one, its own counter of requests rises by some of what all workers of its kind served. Limits:
 * {@code minRequests}, requests that all of them must have served, default 20: with fewer a router
 * need not have come to it; {@code minShare}, the least share of an even share, default 0.25: a
 * router that looks at load or caches is uneven, one that leaves a worker out gives it nothing.
 */
public final class TrafficReturns implements Claim {
  public static final String ID = "traffic-returns";
  private static final String MIN_REQUESTS = "minRequests";
  private static final String MIN_SHARE = "minShare";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String subject() {
    return "recovery";
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(MIN_REQUESTS, 20.0, MIN_SHARE, 0.25);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "the worker that was brought back took at least "
        + Wording.percent(asked.limit(MIN_SHARE))
        + " of an even share of the requests";
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    return run.windows().stream()
        .map(window -> at(run, window, asked))
        .reduce(Finding::and)
        .orElse(Finding.inconclusive("the run has no fault"));
  }

  private static Finding at(StoredRun run, FaultWindow window, ClaimSpec asked) {
    Long undone = window.undoneNanos();
    if (undone == null || !window.undoProven()) {
      return Finding.inconclusive(window.id() + " was not proven to be undone");
    }
    Map<String, Long> served = ServedRequests.between(run.metrics(), undone, next(run, undone));
    boolean prefills = WorkerRole.PREFILL.calls(window.victim());
    served.keySet().removeIf(worker -> WorkerRole.PREFILL.calls(worker) != prefills);
    Long victim = served.get(window.victim());
    if (victim == null) {
      return Finding.inconclusive(
          "the requests of " + window.victim() + " were not read after it was brought back");
    }
    long all = served.values().stream().mapToLong(Long::longValue).sum();
    String evidence =
        String.format(
            Locale.ROOT,
            "%s served %d of %d requests of %d workers after it was brought back",
            window.victim(),
            victim,
            all,
            served.size());
    if (all < asked.limit(MIN_REQUESTS) * served.size()) {
      return Finding.inconclusive(evidence + "; that is too few");
    }
    return victim * served.size() >= asked.limit(MIN_SHARE) * all
        ? Finding.pass(evidence)
        : Finding.fail(evidence);
  }

  private static long next(StoredRun run, long undone) {
    return run.windows().stream()
        .map(FaultWindow::injectNanos)
        .filter(inject -> inject != null && inject > undone)
        .mapToLong(Long::longValue)
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
