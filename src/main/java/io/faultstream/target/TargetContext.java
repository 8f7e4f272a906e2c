package io.faultstream.target;

import io.faultstream.process.Journal;
import io.faultstream.time.Chance;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a target needs of its run.
 *
 * @param logs folder that is there; logs of processes and the discovery directory go into it
 * @param journal where started processes are written
 * @param chance for ports
 * @param approach for a server that someone else runs
 * @param progress takes a line for people where the start takes its time
 */
public record TargetContext(
    Path logs,
    Journal journal,
    Chance chance,
    Optional<Approach> approach,
    Consumer<String> progress) {

  /** For a target that we start, which says nothing. */
  public TargetContext(Path logs, Journal journal, Chance chance) {
    this(logs, journal, chance, Optional.empty(), line -> {});
  }
}
