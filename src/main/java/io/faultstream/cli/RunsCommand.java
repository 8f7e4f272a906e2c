package io.faultstream.cli;

import io.faultstream.cli.shelf.RunShelf;
import io.faultstream.cli.shelf.ShelvedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code runs}: lists the stored runs; {@code runs prune} throws old ones away. */
@Command(
    name = "runs",
    description = "List the stored runs: simulation, folder, verdict, size and reason.",
    mixinStandardHelpOptions = true,
    subcommands = PruneCommand.class)
final class RunsCommand implements Callable<Integer> {
  private static final int REASON = 60;

  @Option(
      names = "--results",
      defaultValue = "results",
      description = "Folder of runs and baselines (default: ${DEFAULT-VALUE}).")
  private Path results = Path.of("results");

  @Option(names = "--simulation", defaultValue = "", description = "Only the runs of this one.")
  private String simulation = "";

  @Override
  public Integer call() throws IOException {
    List<ShelvedRun> runs =
        shelf(results).all().stream()
            .filter(run -> simulation.isEmpty() || run.simulation().equals(simulation))
            .toList();
    for (ShelvedRun run : runs) {
      System.out.printf(
          "%-12s  %s  %-26s %s %-12s  %8s  %s%n",
          run.simulation(),
          run.started(),
          run.folder().name(),
          run.latest() ? "*" : " ",
          run.verdict(),
          size(run.bytes()),
          shortened(run.reason()));
    }
    long bytes = runs.stream().mapToLong(ShelvedRun::bytes).sum();
    System.out.println(runs.size() + " runs, " + size(bytes) + "; * is the latest");
    return 0;
  }

  /** The shelf, or the one line that says why there is none. */
  static RunShelf shelf(Path results) {
    try {
      return new RunShelf(results);
    } catch (IOException e) {
      throw new BadRunException(String.valueOf(e.getMessage()));
    }
  }

  private static String shortened(String reason) {
    String line = reason.replace('\n', ' ');
    return line.length() <= REASON ? line : line.substring(0, REASON - 1) + "…";
  }

  /** Bytes as people say them. */
  static String size(long bytes) {
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%.0f kB", Math.ceil(bytes / 1e3))
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
