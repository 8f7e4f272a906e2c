package io.faultstream.judge.cancellation;

import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.measure.cancellation.Cancellations;
import io.faultstream.measure.cancellation.Cancellations.ByLogs;
import io.faultstream.measure.cancellation.Cancellations.KindCount;
import io.faultstream.measure.cancellation.Cancellations.WorkersCount;
import io.faultstream.measure.counters.BothSides;
import io.faultstream.spec.ClaimSpec;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Over the whole run the frontend counted as left, of each kind, what it had begun and did not
 * answer, exactly. Apart are closes near the end of a reply, which may be counted or not, and those
 * at the beginning of a request: the real frontend may not have begun it, and has been seen to
 * count one as left that it had not counted as begun. And the workers counted as many: by their
 * engines' own counters of aborted requests where they have them; else the runtime's counter is the
 * least and with its replies that could not be sent the most, for it does not count a request whose
 * reply's connection was gone first (reference: seen on the real system). These counters know no
 * kinds; the workers' logs do, which name each request. Where they name as many as the engines
 * counted, those that were clear must be named each; else nearly all, as a line can be lost. No
 * limits.
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
    Finding counted =
        found.kinds().stream()
            .map(CancellationsCounted::frontend)
            .reduce(workers(found), (all, kind) -> kind.and(all));
    for (KindCount kind : found.kinds()) {
      ByLogs logs = kind.byLogs();
      counted = logs == null ? counted : counted.and(logs(kind, logs, found));
    }
    return counted;
  }

  private static Finding logs(KindCount kind, ByLogs logs, Cancellations found) {
    String evidence =
        String.format(
            Locale.ROOT,
            "%s: the workers' logs name %d of %d, and %d of %d clear ones",
            kind.kind().label(),
            logs.named(),
            logs.left(),
            logs.namedClear(),
            logs.clear());
    Long unpublished = found.byWorkers().unpublished();
    long untold = logs.engines() || unpublished == null ? 0 : unpublished;
    if (logs.namedClear() + untold >= logs.clear()) {
      return Finding.pass(evidence);
    }
    if (logs.engines() && whole(found)) {
      return Finding.fail(evidence);
    }
    return AboutCancellations.mostOf(logs.namedClear() + untold, logs.clear())
        ? Finding.pass(evidence)
        : Finding.inconclusive(evidence);
  }

  /** Whether the logs name as many as the engines counted: then no line was lost. */
  private static boolean whole(Cancellations found) {
    Long aborted = found.byWorkers().aborted();
    long named = 0;
    for (KindCount kind : found.kinds()) {
      ByLogs logs = kind.byLogs();
      named += logs == null ? 0 : logs.named();
    }
    return aborted != null && aborted == named;
  }

  private static Finding frontend(KindCount kind) {
    String closed = kind.kind().label() + ": " + kind.closed() + " closed" + races(kind);
    Long counted = kind.byFrontend();
    if (counted == null) {
      return Finding.inconclusive(closed + ", the frontend does not count them");
    }
    String evidence = closed + ", " + counted + " by the frontend";
    Long begun = kind.begunByFrontend();
    boolean exact = true;
    if (begun != null) {
      long unanswered = begun - kind.answered();
      evidence += ", which began " + unanswered + " that were not answered";
      exact =
          counted <= unanswered + kind.early()
              && counted >= unanswered - kind.late() - kind.perhaps();
    }
    return decided(exact && within(counted, counted, kind), evidence, kind);
  }

  /** Where every close raced something, agreement says nothing. */
  private static Finding decided(boolean right, String evidence, KindCount kind) {
    if (!right) {
      return Finding.fail(evidence);
    }
    return kind.clear() == 0 && kind.closed() > 0
        ? Finding.inconclusive(evidence + "; none was clear of beginning and end")
        : Finding.pass(evidence);
  }

  private static Finding workers(Cancellations found) {
    KindCount all = all(found);
    WorkersCount workers = found.byWorkers();
    Long aborted = workers.aborted();
    Long told = workers.told();
    String closed = "all: " + all.closed() + " closed, ";
    if (aborted != null) {
      String evidence = closed + aborted + " stopped by the engines";
      return decided(within(aborted, aborted, all), evidence, all);
    }
    if (told == null) {
      return Finding.inconclusive(closed + "the workers do not count them");
    }
    Long unpublished = workers.unpublished();
    long most = told + (unpublished == null ? 0 : unpublished);
    String counted = told == most ? told.toString() : told + " to " + most;
    String evidence = closed + counted + " by the workers";
    return decided(within(told, most, all), evidence, all);
  }

  private static KindCount all(Cancellations found) {
    return found.kinds().stream()
        .reduce(
            (a, b) ->
                new KindCount(
                    a.kind(),
                    a.closed() + b.closed(),
                    a.clear() + b.clear(),
                    a.early() + b.early(),
                    a.late() + b.late(),
                    a.perhaps() + b.perhaps(),
                    a.answered() + b.answered(),
                    null,
                    null,
                    null))
        .orElseThrow();
  }

  /** Whether a count that lies between these two can be right. */
  private static boolean within(long least, long most, KindCount kind) {
    return most >= kind.clear() && least <= kind.closed() + kind.perhaps();
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
