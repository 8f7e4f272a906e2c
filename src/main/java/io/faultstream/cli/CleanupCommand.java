package io.faultstream.cli;

import io.faultstream.network.namespace.DeadTrials;
import io.faultstream.network.namespace.Removal;
import io.faultstream.process.Cleanup;
import io.faultstream.process.Leftover;
import io.faultstream.process.Leftover.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code cleanup}: undoes what killed runs left behind, from their journals, and removes networks
 * that were being tried, which have none.
 */
@Command(
    name = "cleanup",
    description =
        "Undo what killed runs left behind: stopped or orphaned processes, network namespaces, data"
            + " folders of servers. Runs that are alive are left alone. May be repeated.",
    mixinStandardHelpOptions = true)
final class CleanupCommand implements Callable<Integer> {
  @Option(
      names = "--results",
      defaultValue = "results",
      description = "Folder of runs and baselines (default: ${DEFAULT-VALUE}).")
  private Path results = Path.of("results");

  @Option(names = "--dry-run", description = "Say what is left, undo nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Cleanup cleanup = Removal.cleanup();
    List<Leftover> all = dryRun ? cleanup.find(results) : cleanup.undo(results);
    for (Leftover leftover : all) {
      System.out.printf(
          "%-12s  %s  (%s)%n", leftover.result(), leftover.sentence(), leftover.journal());
    }
    if (all.isEmpty()) {
      System.out.println("nothing is left of earlier runs in " + results);
    }
    boolean leaked = all.stream().anyMatch(one -> one.result() == Result.LEAKED);
    leaked |= !removesTrials();
    return leaked ? Main.LEAKED : 0;
  }

  /** Whether no network of a killed trial is left that this user could remove. */
  private boolean removesTrials() throws IOException, InterruptedException {
    List<String> found = DeadTrials.found();
    Optional<String> lacking = found.isEmpty() ? Optional.empty() : DeadTrials.lacking();
    boolean all = true;
    for (String namespace : found) {
      if (dryRun || lacking.isPresent()) {
        say(Result.FOUND, namespace, lacking.map(why -> " is left: " + why).orElse(" is left"));
      } else {
        all &= removes(namespace);
      }
    }
    return all;
  }

  private static boolean removes(String namespace) throws InterruptedException {
    try {
      DeadTrials.remove(namespace);
      say(Result.UNDONE, namespace, " was removed");
      return true;
    } catch (IOException e) {
      say(Result.LEAKED, namespace, " could not be removed: " + e.getMessage());
      return false;
    }
  }

  private static void say(Result result, String namespace, String what) {
    System.out.printf("%-12s  network namespace %s of a killed trial%s%n", result, namespace, what);
  }
}
