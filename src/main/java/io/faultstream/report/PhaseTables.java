package io.faultstream.report;

import io.faultstream.history.Outcome;
import io.faultstream.measure.PhaseSummary;
import io.faultstream.measure.queue.QueueGrowth;
import io.faultstream.measure.statistics.Distribution;
import io.faultstream.spec.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The figures of all phases as rows of text.
 *
 * @param phases names of the phases, the heads of the columns
 * @param requests requests and shares, a row per figure
 * @param outcomes a row per outcome that occurred
 * @param times a group per quantity, a row per phase, milliseconds
 * @param queues a sentence for each phase in which a queue grew
 */
record PhaseTables(
    List<String> phases,
    List<Row> requests,
    List<Row> outcomes,
    List<Group> times,
    List<String> queues) {

  /**
   * A line of a table.
   *
   * @param head its name
   * @param meaning what that means; may be empty
   * @param cells texts, as many as the table has columns
   */
  record Row(String head, String meaning, List<String> cells) {}

  /** Rows under one heading. */
  record Group(String head, String meaning, List<Row> rows) {}

  /** The tables of these phases, in the order they are played. */
  static PhaseTables of(Map<Phase, PhaseSummary> all) {
    List<Phase> order = Arrays.stream(Phase.values()).filter(all::containsKey).toList();
    List<PhaseSummary> figures = new ArrayList<>();
    order.forEach(p -> figures.add(Objects.requireNonNull(all.get(p))));
    return new PhaseTables(
        order.stream().map(Phase::label).toList(),
        requests(figures),
        outcomes(figures),
        times(order, figures),
        queues(order, figures));
  }

  private static String growth(PhaseSummary phase) {
    QueueGrowth queue = phase.queue();
    return queue == null ? Figures.TOO_FEW : Figures.rate(queue.perSecond());
  }

  private static List<String> queues(List<Phase> order, List<PhaseSummary> phases) {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      QueueGrowth queue = phases.get(i).queue();
      if (queue != null && queue.diverges()) {
        sentences.add(diverging(order.get(i), queue, phases.get(i)));
      }
    }
    return sentences;
  }

  private static String diverging(Phase phase, QueueGrowth queue, PhaseSummary figures) {
    return "In "
        + phase.label()
        + " the queue grew by "
        + Figures.rate(queue.perSecond())
        + " requests/s, where the load explains "
        + Figures.rate(queue.byLoadPerSecond())
        + ", and the wait for the first token grew with it: more was asked for than was served, so"
        + " TTFT from the intended moment grows as long as that lasts (its p50 is "
        + LastScreen.millis(figures.ttftMicros().p50(), Figures.TOO_FEW)
        + ", its largest "
        + LastScreen.millis(figures.ttftMicros().max(), "–")
        + "); service TTFT is beside it.";
  }

  private static List<Row> requests(List<PhaseSummary> phases) {
    List<Row> rows = new ArrayList<>();
    rows.add(row("Requests sent", "", phases, p -> Figures.count(p.sent())));
    if (phases.stream().anyMatch(p -> p.retries() > 0)) {
      rows.add(row("of them retries", "", phases, p -> Figures.count(p.retries())));
      rows.add(row("retries that completed", "", phases, p -> Figures.count(p.answered())));
    }
    rows.addAll(rates(phases));
    return rows;
  }

  private static List<Row> rates(List<PhaseSummary> phases) {
    return List.of(
        row("Asked per second", "", phases, p -> Figures.rate(p.intendedPerSecond())),
        row("Sent per second", "", phases, p -> Figures.rate(p.sentPerSecond())),
        row("Success rate", "", phases, p -> Figures.percent(p.success())),
        row("95 % interval", "Wilson", phases, p -> Figures.interval(p.success())),
        row("Success of the admitted", "", phases, p -> Figures.percent(p.admittedSuccess())),
        row("Goodput per second", "", phases, p -> Figures.rate(p.goodputPerSecond())),
        row("Queue growth per second", "requests in flight", phases, PhaseTables::growth),
        row("Tokens", "", phases, p -> Figures.count(p.tokens())),
        row("of them by usage", "", phases, p -> Figures.count(p.tokensByUsage())),
        row(
            "Usage differs from chunks",
            "streams",
            phases,
            p -> Figures.count(p.usageMismatches())));
  }

  private static List<Row> outcomes(List<PhaseSummary> phases) {
    List<Row> rows = new ArrayList<>();
    List<Outcome> order = new ArrayList<>(List.of(Outcome.COMPLETED));
    Arrays.stream(Outcome.values()).filter(o -> o != Outcome.COMPLETED).forEach(order::add);
    for (Outcome outcome : order) {
      if (outcome == Outcome.COMPLETED || phases.stream().anyMatch(p -> p.count(outcome) > 0)) {
        rows.add(
            row(outcome.name(), outcome.meaning(), phases, p -> Figures.count(p.count(outcome))));
      }
    }
    return rows;
  }

  private static List<Group> times(List<Phase> order, List<PhaseSummary> phases) {
    return List.of(
        group("TTFT", "from the intended moment", order, of(phases, PhaseSummary::ttftMicros)),
        group("Service TTFT", "from sending", order, of(phases, PhaseSummary::serviceTtftMicros)),
        group("ITL", "all gaps, pooled", order, of(phases, PhaseSummary::itlMicros)),
        group("Max gap", "longest of each stream", order, of(phases, PhaseSummary::maxGapMicros)),
        group("TPOT", "per request", order, of(phases, PhaseSummary::tpotMicros)),
        group("E2E", "intended moment to end", order, of(phases, PhaseSummary::e2eMicros)),
        group("Lateness", "of our generator", order, of(phases, PhaseSummary::latenessMicros)));
  }

  private static List<Distribution> of(
      List<PhaseSummary> phases, Function<PhaseSummary, Distribution> part) {
    return phases.stream().map(part).toList();
  }

  private static Group group(
      String head, String meaning, List<Phase> order, List<Distribution> distributions) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      Phase phase = order.get(i);
      String note = phase.judged() ? "" : "not judged";
      rows.add(new Row(phase.label(), note, cells(distributions.get(i))));
    }
    return new Group(head, meaning, rows);
  }

  /** p50, p90, p99, max and the number of samples. */
  static List<String> cells(Distribution d) {
    return List.of(
        Figures.millis(d.p50()),
        Figures.millis(d.p90()),
        Figures.millis(d.p99()),
        Figures.largest(d.max()),
        Figures.count(d.count()));
  }

  private static Row row(
      String head, String meaning, List<PhaseSummary> phases, Function<PhaseSummary, String> cell) {
    return new Row(head, meaning, phases.stream().map(cell).toList());
  }
}
