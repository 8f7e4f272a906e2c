package io.faultstream.target.embedded;

import io.faultstream.process.Journal;
import io.faultstream.target.TargetContext;
import io.faultstream.target.processes.ProcessTarget;
import io.faultstream.time.Chance;
import java.nio.file.Path;

/**
 * A program that starts the cluster, says so, and hangs: to be killed. Argument: a run's folder.
 */
public final class ClusterHolder {
  private ClusterHolder() {}

  /** Never returns. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Journal journal = Journal.open(folder.resolve("journal.jsonl"));
    ProcessTarget target =
        new ProcessTarget(
            new EmbeddedCluster(Specs.embedded()),
            new TargetContext(folder, journal, new Chance(7)));
    target.start();
    System.out.println("started");
    Thread.currentThread().join();
  }
}
