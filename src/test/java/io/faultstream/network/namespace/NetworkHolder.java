package io.faultstream.network.namespace;

import io.faultstream.network.Links;
import io.faultstream.network.Wiring;
import io.faultstream.process.ChildProcess;
import io.faultstream.process.FreePorts;
import io.faultstream.process.Journal;
import io.faultstream.process.Launch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A program that lays a network of two, starts a process in it, says the process' number and hangs.
 * Argument: the run's folder.
 */
public final class NetworkHolder {
  private NetworkHolder() {}

  /** Never returns. */
  public static void main(String[] arguments) throws Exception {
    Path run = Path.of(arguments[0]);
    Journal journal = Journal.open(run.resolve("journal.jsonl"));
    Wiring.Ground ground = new Wiring.Ground(new FreePorts(new SplittableRandom(7)), journal);
    Links links = new NamespaceWiring().lay(List.of("one", "two"), ground);
    List<String> words = new ArrayList<>(links.reach("one").prefix());
    words.addAll(List.of("sleep", "600"));
    ChildProcess sleeper =
        ChildProcess.start(
            new Launch("sleeper", words, Map.of(), run.resolve("sleeper.log")), journal);
    System.out.println(sleeper.identity().pid());
    Thread.currentThread().join();
  }
}
