package io.faultstream.experiment;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the README says of the defects and of the claims that caught them. Stateless. */
public final class DefectTable {
  private static final String COMMAND = "mvn gatling:test -Dgatling.simulationClass=";

  /**
   * Those that the counting engine plants on a real Dynamo; {@code .ci/run} and {@code .ci/more}
   * have them caught.
   */
  private static final List<String> COUNTING_ENGINE =
      List.of(
          "repeat-after-migration",
          "skip-after-migration",
          "wrong-text-after-migration",
          "restart-after-migration");

  private DefectTable() {}

  /** A service that is slower throughout is another one to a comparison of ratios. */
  private static final String ABOVE = " -Dfaultstream.target.embedded.defectAbove=75";

  /** The table, with an empty line around it. */
  public static String markdown() {
    StringBuilder table =
        new StringBuilder(
            """

            | where | defect | what it does | caught by | command |
            |---|---|---|---|---|
            """);
    for (SeededDefect defect : SeededDefect.values()) {
      if (defect != SeededDefect.NONE) {
        row(
            table,
            "embedded",
            defect.setting(),
            defect.what(),
            caughtBy(defect.caughtBy()),
            simulationClass(defect)
                + " -Dfaultstream.target.embedded.defect="
                + defect.setting()
                + (defect == SeededDefect.SLOW ? ABOVE : ""));
      }
    }
    for (StoreDefect defect : StoreDefect.values()) {
      if (defect.planted()) {
        row(
            table,
            "embedded",
            defect.setting(),
            defect.what(),
            caughtBy(defect.caughtBy()),
            defect.command());
      }
    }
    for (String name : COUNTING_ENGINE) {
      row(
          table,
          "a real Dynamo",
          name,
          "the counting engine does so when it takes a stream over",
          caughtBy(Set.of("text-exact")),
          "MigrationSim -Dfaultstream.target.kind=local -Dfaultstream.target.local.defect=" + name);
    }
    row(
        table,
        "a real Dynamo",
        SeededDefect.IGNORE_CANCEL.setting(),
        "the counting engine computes a request that was left to its end",
        // Its worker does not tell each request that it was to stop.
        caughtBy(
            new TreeSet<>(Set.of("cancellation-noticed", "cancellations-counted", "work-stops"))),
        "CancellationSim -Dfaultstream.target.kind=local"
            + " -Dfaultstream.target.local.defect=ignore-cancel");
    return table.append('\n').toString();
  }

  private static String simulationClass(SeededDefect defect) {
    return defect.simulation().equals("migration") ? "MigrationSim" : "CancellationSim";
  }

  private static String caughtBy(Set<String> claims) {
    return claims.isEmpty()
        ? "`no-regression`, beside accepted runs"
        : claims.stream().sorted().map(id -> "`" + id + "`").collect(Collectors.joining(", "));
  }

  private static void row(StringBuilder table, String... cells) {
    String last = "`" + COMMAND + cells[cells.length - 1] + "`";
    table.append("| ");
    for (int i = 0; i < cells.length - 1; i++) {
      table.append(i == 1 ? "`" + cells[i] + "`" : cells[i]).append(" | ");
    }
    table.append(last).append(" |\n");
  }
}
