package io.faultstream.network;

import io.faultstream.process.FreePorts;
import io.faultstream.process.Journal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A sort of network for the members of a store. Stateless. */
public interface Wiring {
  /** Members reach each other and are reached by clients directly. */
  Wiring PLAIN = new PlainWiring();

  /** What is missing on this machine for it, by name; empty when it can be laid. */
  Optional<String> lacking();

  /**
   * Lays it, before the members are started. When that fails nothing is left.
   *
   * @param members their names
   * @param ground what it is laid on
   */
  Links lay(List<String> members, Ground ground) throws IOException, InterruptedException;

  /**
   * What a network is laid on.
   *
   * @param ports free ones of 127.0.0.1
   * @param journal takes what must be undone
   */
  record Ground(FreePorts ports, Journal journal) {}
}
