package io.faultstream.judge.cancellation;

import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.measure.cancellation.Cancellations;
import io.faultstream.measure.cancellation.Cancellations.KindCount;
import io.faultstream.measure.counters.BothSides;
import io.faultstream.spec.ClaimSpec;
import java.util.Map;
import java.util.Optional;

/**
 * Over the whole run the frontend counted as many cancelled requests of each kind as we closed, and
 * the workers as many in all: exactly, but for closes that raced the beginning of their request or
 * the end of its reply, and connections that were lost, which may be counted or not. No limits.
 */
public final class CancellationsCounted implements AboutCancellations {
  public static final String ID = "cancellations-counted";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of();
  }

  @Override
  public String text(ClaimSpec asked) {
    return "requests that we closed = those the frontend counted, of each kind = those the workers"
        + " counted";
  }

  @Override
  public Finding find(StoredRun run, Cancellations found, ClaimSpec asked) {
    Optional<BothSides> whole = run.measured().summary().target().run();
    if (whole.isEmpty() || !whole.get().enclosing() || whole.get().begunAnew()) {
      return Finding.inconclusive("the target's counters do not enclose the run");
    }
    if (whole.get().leftInFlight() > 0) {
      return Finding.inconclusive(
          "the frontend still had "
              + whole.get().leftInFlight()
              + " requests in flight at the last reading, so its counters were not final");
    }
    return found.kinds().stream()
        .map(CancellationsCounted::frontend)
        .reduce(workers(found), (all, kind) -> kind.and(all));
  }

  private static Finding frontend(KindCount kind) {
    String closed = kind.kind().label() + ": " + kind.closed() + " closed" + races(kind);
    Long counted = kind.byFrontend();
    if (counted == null) {
      return Finding.inconclusive(closed + ", the frontend does not count them");
    }
    return within(closed + ", " + counted + " by the frontend", counted, kind);
  }

  private static Finding workers(Cancellations found) {
    KindCount all =
        found.kinds().stream()
            .reduce(
                (a, b) ->
                    new KindCount(
                        a.kind(),
                        a.closed() + b.closed(),
                        a.clear() + b.clear(),
                        a.early() + b.early(),
                        a.late() + b.late(),
                        a.perhaps() + b.perhaps(),
                        null))
            .orElseThrow();
    Long counted = found.byWorkers();
    if (counted == null) {
      return Finding.inconclusive("all: the workers do not count them");
    }
    return within("all: " + all.closed() + " closed, " + counted + " by the workers", counted, all);
  }

  private static Finding within(String evidence, long counted, KindCount kind) {
    return counted >= kind.clear() && counted <= kind.closed() + kind.perhaps()
        ? Finding.pass(evidence)
        : Finding.fail(evidence);
  }

  private static String races(KindCount kind) {
    if (kind.closed() == kind.clear() && kind.perhaps() == 0) {
      return "";
    }
    return " ("
        + kind.clear()
        + " clear, "
        + kind.early()
        + " at the beginning, "
        + kind.late()
        + " near the end"
        + (kind.perhaps() > 0 ? ", " + kind.perhaps() + " more were lost" : "")
        + ")";
  }
}
