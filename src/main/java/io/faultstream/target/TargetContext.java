package io.faultstream.target;

import io.faultstream.process.Journal;
import io.faultstream.time.Chance;
import java.nio.file.Path;

/**
 * What a target needs of its run.
 *
 * @param logs folder that is there; logs of processes and the discovery directory go into it
 * @param journal where started processes are written
 * @param chance for ports
 */
public record TargetContext(Path logs, Journal journal, Chance chance) {}
