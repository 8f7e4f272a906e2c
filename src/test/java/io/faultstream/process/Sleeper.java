package io.faultstream.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program that starts a {@code sleep 600} as a run would, says its number, and hangs. Arguments:
 * the journal, the log, and {@code stop} when the child shall be stopped.
 */
public final class Sleeper {
  private Sleeper() {}

  /** Never returns. */
  public static void main(String[] arguments) throws Exception {
    Journal journal = Journal.open(Path.of(arguments[0]));
    Launch launch = new Launch("sleeper", List.of("sleep", "600"), Map.of(), Path.of(arguments[1]));
    ChildProcess child = ChildProcess.start(launch, journal);
    if (arguments.length > 2) {
      journal.record(JournalEntry.STOPPED, child.identity().asMap());
      Signal.STOP.sendTo(child.identity());
    }
    System.out.println(child.identity().pid());
    Thread.currentThread().join();
  }
}
