package io.faultstream.target.processes;

import io.faultstream.process.FreePorts;
import io.faultstream.process.Launch;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.WorkerRole;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a target of child processes is made of: the command lines, in the order in which they are
 * started, and what is known of them beforehand. Starts nothing itself. Thread-safe.
 */
public interface Blueprint {
  /** What was asked for. */
  TargetSpec spec();

  /**
   * Stores that must answer before the frontend is started; asked for once.
   *
   * @throws IOException when a program, a port or a folder is missing: a message that says what
   * @throws InterruptedException when interrupted while a program is looked for
   */
  List<Store> stores(Place place) throws IOException, InterruptedException;

  /** The frontend, to listen on this port of 127.0.0.1. */
  Launch frontend(int port, Place place);

  /** A worker, to be started in this post. */
  Launch worker(Post post, Place place);

  /** The frontend's port; 0 for a free one. */
  int frontendPort();

  /** How long a worker that died is still counted by the frontend. */
  Duration lease();

  /** HTTP status of a rejection that the frontend was told to use; empty: its own. */
  OptionalInt rejectionStatus();

  /** What it says of itself, by name, for {@code environment.json}. */
  Map<String, String> description();

  /**
   * Where it runs.
   *
   * @param logs folder that is there, of this run alone
   * @param ports free ones
   * @param etcd where clients reach the members of the store; none: there is no store
   */
  record Place(Path logs, FreePorts ports, List<String> etcd) {
    public Place {
      etcd = List.copyOf(etcd);
    }

    /** Without a store. */
    public Place(Path logs, FreePorts ports) {
      this(logs, ports, List.of());
    }
  }

  /**
   * What a worker is to be.
   *
   * @param name {@code worker-0}, {@code prefill-0} and so on
   * @param role its part of a request
   * @param systemPort where its system server is to listen on 127.0.0.1
   * @param log where its output goes
   */
  record Post(String name, WorkerRole role, int systemPort, Path log) {}

  /**
   * A server that others need.
   *
   * @param launch how it is started
   * @param ready an address that answers 200 once it serves
   * @param data a folder that is made for it and removed when it has ended
   */
  record Store(Launch launch, URI ready, Path data) {}
}
