package io.faultstream.report;

import io.faultstream.measure.counters.BothSides;
import io.faultstream.measure.counters.Compared;
import io.faultstream.measure.counters.TargetSide;
import io.faultstream.measure.counters.WorkerCount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the target counted as rows of text.
 *
 * @param missing why there is nothing to show, empty where there is
 * @param run client beside target over the whole run; empty or one
 * @param workers what each worker counted
 */
record CounterTables(String missing, List<Table> run, List<Worker> workers) {
  private static final String UNKNOWN = "unknown";

  /**
   * Client beside target.
   *
   * @param when between which readings it was counted, and what follows from that
   * @param rows one for each thing that both count
   */
  record Table(String when, List<Row> rows) {}

  /** A thing that both count, under its two names. */
  record Row(
      String client,
      String target,
      String seen,
      String counted,
      String difference,
      boolean differs,
      String note) {
    /** Without the note where there is nothing to explain. */
    Row brief() {
      return differs || difference.equals(UNKNOWN)
          ? this
          : new Row(client, target, seen, counted, difference, false, "");
    }
  }

  /** A worker. */
  record Worker(String name, String requests, String inFlight, String processes) {}

  /** The tables of a run. */
  static CounterTables of(TargetSide target) {
    String missing =
        switch (target.metrics()) {
          case NO_METRICS -> "The target has no metrics, so only its client's figures are known.";
          case NEVER_ANSWERED ->
              "The target's metrics could not be read, so only its client's figures are known.";
          case READ -> "";
        };
    return new CounterTables(
        missing,
        missing.isEmpty()
            ? target.run().stream().map(both -> table(both, true)).toList()
            : List.of(),
        target.workers().stream().map(CounterTables::worker).toList());
  }

  /**
   * Client beside target from this fault on, with a note only where the two are not equal; empty
   * where nothing was counted.
   */
  static List<Table> at(TargetSide target, String fault) {
    return target.metrics() == TargetSide.MetricsRead.READ
        ? target.at(fault).stream().map(both -> table(both, false)).toList()
        : List.of();
  }

  private static Table table(BothSides both, boolean allNotes) {
    return new Table(
        when(both),
        both.rows().stream().map(CounterTables::row).map(r -> allNotes ? r : r.brief()).toList());
  }

  private static String when(BothSides both) {
    if (both.fromNanos() == null) {
      return "the target was not read before and after it";
    }
    String between =
        "counted between two readings of the target, at "
            + Figures.seconds(both.fromNanos())
            + " and "
            + Figures.seconds(both.toNanos());
    return both.enclosing()
        ? between + ", before the first request and after the last"
        : between + "; what was on its way at a reading may be on either side";
  }

  private static Row row(BothSides.Row row) {
    Long client = row.client();
    Long target = row.target();
    boolean known = client != null && target != null;
    long difference = client == null || target == null ? 0 : target - client;
    return new Row(
        client(row.what()),
        target(row.what()),
        count(client),
        count(target),
        known ? signed(difference) : UNKNOWN,
        difference != 0,
        row.note());
  }

  private static String client(Compared what) {
    return switch (what) {
      case SENT -> "Sent";
      case COMPLETED -> "Completed";
      case FAILED -> "Failed";
      case REJECTED -> "Rejected";
      case CLOSED_BY_US -> "Closed by us";
      case MOVED -> "Known to have been moved";
    };
  }

  private static String target(Compared what) {
    return switch (what) {
      case SENT -> "requests begun";
      case COMPLETED -> "succeeded";
      case FAILED -> "failed";
      case REJECTED -> "rejections";
      case CLOSED_BY_US -> "cancellations";
      case MOVED -> "migrations of running streams";
    };
  }

  private static String count(@Nullable Long count) {
    return count == null ? UNKNOWN : Figures.count(count);
  }

  private static String signed(long difference) {
    return (difference > 0 ? "+" : "") + Figures.count(difference);
  }

  private static Worker worker(WorkerCount worker) {
    Long requests = worker.requests();
    return new Worker(
        worker.worker(),
        requests != null && worker.processes() > 1
            ? "at least " + Figures.count(requests)
            : count(requests),
        count(worker.largestInFlight()),
        Figures.count(worker.processes()));
  }
}
