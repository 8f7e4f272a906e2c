package io.faultstream.cli;

import io.faultstream.network.namespace.Removal;
import io.faultstream.process.Cleanup;
import io.faultstream.process.Leftover;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cleanup}: undoes what killed runs left behind, from their journals. */
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
    boolean leaked = all.stream().anyMatch(one -> one.result() == Leftover.Result.LEAKED);
    return leaked ? Main.LEAKED : 0;
  }
}
