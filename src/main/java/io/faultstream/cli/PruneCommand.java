package io.faultstream.cli;

import io.faultstream.cli.shelf.BaselineRuns;
import io.faultstream.cli.shelf.Pruning;
import io.faultstream.cli.shelf.Pruning.Decision;
import io.faultstream.cli.shelf.RunShelf;
import io.faultstream.network.namespace.Removal;
import io.faultstream.process.Leftover;
import io.faultstream.process.RunLock;
import io.faultstream.spec.settings.Times;
import io.faultstream.time.RunClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code runs prune}: throws old runs away, never one that something still needs. */
@Command(
    name = "prune",
    description =
        "Remove old runs. Of each simulation the newest --keep stay; of the others those go that"
            + " are older than --older-than. Never removed: the latest, one that a baseline names,"
            + " one that is alive, one that left something to undo.",
    mixinStandardHelpOptions = true)
final class PruneCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--results",
      defaultValue = "results",
      description = "Folder of runs and baselines (default: ${DEFAULT-VALUE}).")
  private Path results = Path.of("results");

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      converter = Age.class,
      description = "Only runs older than this: 30d, 12h, 90m.")
  private Optional<Duration> olderThan = Optional.empty();

  @Option(
      names = "--keep",
      paramLabel = "NUMBER",
      description = "So many of each simulation stay, the newest (default: 0).")
  private Optional<Integer> keep = Optional.empty();

  @Option(names = "--dry-run", description = "Say what would go, remove nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException {
    if (olderThan.isEmpty() && keep.isEmpty()) {
      throw new ParameterException(command.commandLine(), "--older-than or --keep must be given");
    }
    if (keep.orElse(0) < 0) {
      throw new ParameterException(command.commandLine(), "--keep must not be negative");
    }
    RunShelf shelf = RunsCommand.shelf(results);
    if (dryRun) {
      prune(shelf);
      return 0;
    }
    try (RunLock lock = RunLock.acquire(results, "runs prune")) {
      lock.describe("runs prune in " + results);
      shelf.removeRemains();
      prune(shelf);
      return 0;
    } catch (RunLock.HeldException e) {
      throw new BadRunException(e.getMessage() + "; prune when it has ended");
    }
  }

  private void prune(RunShelf shelf) throws IOException {
    Pruning pruning = new Pruning(keep.orElse(0), olderThan, RunClock.startingNow().start());
    int gone = 0;
    long bytes = 0;
    List<Decision> decisions = pruning.decide(shelf.all(), kept());
    for (Decision decision : decisions) {
      String run = Pruning.key(decision.run());
      String size = RunsCommand.size(decision.run().bytes());
      if (decision.goes()) {
        if (!dryRun) {
          shelf.remove(decision.run());
        }
        gone++;
        bytes += decision.run().bytes();
        System.out.printf("%-8s  %s  %s%n", dryRun ? "would go" : "removed", run, size);
      } else if (!decision.why().isEmpty()) {
        System.out.printf("%-8s  %s  %s: %s%n", "kept", run, size, decision.why());
      }
    }
    System.out.printf(
        "%d of %d runs %s, %s%n",
        gone, decisions.size(), dryRun ? "would go" : "removed", RunsCommand.size(bytes));
  }

  /** Why runs must stay, by what names them. */
  private Map<String, String> kept() throws IOException {
    Map<String, String> kept = new HashMap<>();
    for (String accepted : named()) {
      kept.put(accepted, "a baseline names it");
    }
    for (Leftover leftover : Removal.cleanup().find(results)) {
      Path folder = leftover.journal().toAbsolutePath().getParent();
      Path simulation = folder == null ? null : folder.getParent();
      if (folder != null && simulation != null) {
        boolean alive = leftover.result() == Leftover.Result.IN_USE;
        kept.put(
            simulation.getFileName() + "/" + folder.getFileName(),
            alive ? "it is alive" : leftover.sentence() + ": run cleanup first");
      }
    }
    return kept;
  }

  private Iterable<String> named() {
    try {
      return BaselineRuns.named(results);
    } catch (IOException e) {
      throw new BadRunException(String.valueOf(e.getMessage()));
    }
  }

  /** An age: a number and d, h, m or s. */
  static final class Age implements CommandLine.ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      if (text.matches("\\d{1,5}d")) {
        return Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)));
      }
      return Times.parse(text)
          .orElseThrow(
              () ->
                  new CommandLine.TypeConversionException(
                      "'" + text + "' is no age; write 30d, 12h or 90m"));
    }
  }
}
