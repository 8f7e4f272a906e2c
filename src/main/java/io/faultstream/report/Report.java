package io.faultstream.report;

import io.faultstream.history.Outcome;
import io.faultstream.history.VersionProfile;
import io.faultstream.measure.PhaseSummary;
import io.faultstream.report.cancellation.CancellationSection;
import io.faultstream.report.census.ProcessRow;
import io.faultstream.report.comparison.ComparisonSection;
import io.faultstream.report.store.StoreSection;
import io.faultstream.spec.ExperimentSpec;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The page of a run, {@code report.html}: one file that opens without a network. Thread-safe. */
public final class Report {
  private static final PebbleEngine ENGINE = engine();

  private Report() {}

  /** The whole page as text. A pure function of its input. */
  public static String html(ReportInput input) {
    Map<String, Object> model = new HashMap<>();
    inlined(input, model);
    verdict(input, model);
    figures(input, model);
    target(input, model);
    definitions(input.spec(), model);
    run(input, model);
    StringWriter page = new StringWriter();
    try {
      ENGINE.getTemplate("page").evaluate(page, model, Locale.ROOT);
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot be written to", e);
    }
    return page.toString();
  }

  private static PebbleEngine engine() {
    ClasspathLoader loader = new ClasspathLoader(Report.class.getClassLoader());
    loader.setPrefix("report");
    loader.setSuffix(".peb");
    return new PebbleEngine.Builder()
        .loader(loader)
        .autoEscaping(true)
        .strictVariables(true)
        .build();
  }

  private static void inlined(ReportInput input, Map<String, Object> model) {
    Curves curves = Curves.of(input);
    model.put("style", Inlined.chartStyle() + "\n" + Inlined.own("page.css"));
    model.put("script", Inlined.chartScript() + "\n" + Inlined.own("curves.js"));
    model.put("data", Inlined.json(curves));
    model.put("curves", curves);
  }

  private static void verdict(ReportInput input, Map<String, Object> model) {
    ExperimentSpec spec = input.spec();
    model.put("judgement", input.judgement());
    model.put("sign", Figures.sign(input.judgement().verdict()));
    model.put("groups", ClaimRows.grouped(input.judgement()));
    model.put("tally", ClaimRows.tally(input.judgement()));
    model.put("target", RunFacts.target(spec.target()));
    model.put("storeAsked", RunFacts.store(spec.target()));
    model.put("startedAt", input.environment().startedAt());
    model.put("seed", String.valueOf(spec.seed()));
    model.put("length", Figures.length(Duration.ofNanos(spec.lengthNanos())));
    model.put("complete", input.summary().complete());
  }

  private static void figures(ReportInput input, Map<String, Object> model) {
    model.put("tables", PhaseTables.of(input.summary().phases()));
    model.put("hidden", RunFacts.hidden(input.spec()));
    model.put("faults", FaultSection.of(input));
    model.put(
        "cancellation", CancellationSection.of(input.spec(), input.summary().cancellations()));
    model.put(
        "store",
        StoreSection.of(
            input.store(),
            input.summary().gaps(),
            input.environment(),
            input.spec().target().store()));
    model.put("comparison", ComparisonSection.of(input.comparison()));
    model.put("expectation", input.spec().expectation().label());
    model.put("expected", PlanScreen.expectation(input.spec()));
  }

  private static void target(ReportInput input, Map<String, Object> model) {
    CounterTables counted = CounterTables.of(input.summary().target());
    model.put("counted", counted);
    model.put("processes", ProcessRow.of(input.summary().census()));
    VersionProfile profile = input.environment().profile();
    model.put("profile", profile.sentence());
    model.put("because", profile.because());
  }

  private static void definitions(ExperimentSpec spec, Map<String, Object> model) {
    model.put("outcomes", outcomes());
    model.put("sloTtft", Figures.length(spec.load().slo().ttft()));
    model.put("sloItl", Figures.length(spec.load().slo().itl()));
    model.put("stall", Figures.length(spec.load().timeouts().stall()));
    model.put("connections", RunFacts.connections(spec.load().connections()));
  }

  /** An outcome and what it means. */
  record Meaning(String name, String meaning, String counts) {}

  private static List<Meaning> outcomes() {
    return Arrays.stream(Outcome.values())
        .map(o -> new Meaning(o.name(), o.meaning(), counts(o)))
        .toList();
  }

  private static String counts(Outcome outcome) {
    if (outcome == Outcome.CANCELLED) {
      return "left out of the success rate";
    }
    return outcome.countsAgainst() ? "against the system" : "for the system";
  }

  private static void run(ReportInput input, Map<String, Object> model) {
    ExperimentSpec spec = input.spec();
    List<PhaseSummary> phases = List.copyOf(input.summary().phases().values());
    model.put("tokens", RunFacts.tokens(phases));
    model.put("phasesAsked", RunFacts.phases(spec));
    model.put("load", RunFacts.load(spec));
    model.put("commit", input.environment().commit());
    model.put("host", new TreeMap<>(input.environment().host()));
    model.put("targetSays", new TreeMap<>(input.environment().target()));
    model.put("settings", new TreeMap<>(input.environment().settings()));
    model.put("again", RunAgain.command(spec, input.environment()));
  }
}
