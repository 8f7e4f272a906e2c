package io.faultstream.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.faultstream.cli.shelf.ShelvedRun;
import io.faultstream.history.Environment;
import io.faultstream.history.RunFolder;
import io.faultstream.judge.Judgement;
import io.faultstream.judge.baseline.Fingerprint;
import io.faultstream.report.nightly.NightlyHistory;
import io.faultstream.report.nightly.NightlyRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code history}: brings the CSV of all runs of each simulation up to date. */
@Command(
    name = "history",
    description =
        "Bring history/<simulation>.csv up to date, one row a run, and beside it"
            + " <simulation>.complete.csv, which Apache Otava reads: without runs that are"
            + " INCONCLUSIVE or have an unknown figure. Runs whose folder is gone keep their row."
            + " May be repeated.",
    mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {
  @Option(
      names = "--results",
      defaultValue = "results",
      description = "Folder of runs and baselines (default: ${DEFAULT-VALUE}).")
  private Path results = Path.of("results");

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      defaultValue = "",
      description = "Where the files are (default: history in the results folder).")
  private String to = "";

  @Override
  public Integer call() throws IOException {
    Path folder = to.isEmpty() ? results.resolve("history") : Path.of(to);
    TreeMap<String, List<ShelvedRun>> bySimulation =
        RunsCommand.shelf(results).all().stream()
            .collect(
                Collectors.groupingBy(ShelvedRun::simulation, TreeMap::new, Collectors.toList()));
    for (String simulation : bySimulation.keySet()) {
      Path file = folder.resolve(simulation + ".csv");
      NightlyHistory history = read(file);
      int before = history.size();
      bySimulation.getOrDefault(simulation, List.of()).forEach(run -> history.put(nightly(run)));
      NightlyHistory.write(file, history.csv());
      NightlyHistory.write(folder.resolve(simulation + ".complete.csv"), history.complete());
      System.out.printf("%s: %d runs, %d new%n", file, history.size(), history.size() - before);
    }
    return 0;
  }

  private static NightlyHistory read(Path file) {
    try {
      return NightlyHistory.read(file);
    } catch (IOException e) {
      throw new BadRunException(String.valueOf(e.getMessage()));
    }
  }

  /** What says with which runs this one may be compared; empty where that is not known. */
  private static String fingerprint(RunFolder folder) {
    try {
      return Fingerprint.of(folder.spec(), folder.environment()).id();
    } catch (IOException e) {
      return "";
    }
  }

  private static NightlyRun nightly(ShelvedRun run) {
    return new NightlyRun(
        run.folder().name(),
        run.started(),
        commit(run.folder()),
        fingerprint(run.folder()),
        run.judgement().map(Judgement::verdict),
        summary(run.folder()));
  }

  /** A run that was killed early has none: its cell stays empty. */
  private static String commit(RunFolder folder) {
    try {
      return folder.read(RunFolder.ENVIRONMENT, Environment.class).commit();
    } catch (IOException e) {
      return "";
    }
  }

  /** The same of its figures. */
  private static JsonNode summary(RunFolder folder) {
    try {
      return folder.read(RunFolder.SUMMARY, JsonNode.class);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
