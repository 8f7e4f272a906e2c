package io.faultstream.cluster.discovery.backend;

import io.faultstream.cluster.defect.DiscoveryDefect;
import io.faultstream.cluster.discovery.Discovery;
import io.faultstream.cluster.discovery.LeaseDirectory;
import io.faultstream.cluster.discovery.etcd.EtcdDiscovery;
import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.time.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of each process of a cluster that say where it finds the others. */
public final class DiscoveryOptions {
  private static final Duration FILE_LEASE = Duration.ofSeconds(10);

  /** What Dynamo 1.6 asks of etcd when nothing is said. */
  private static final Duration ETCD_LEASE = Duration.ofSeconds(30);

  @Option(names = "--discovery-backend", description = "file (default) or etcd.")
  Backend backend = Backend.FILE;

  @Option(names = "--discovery", description = "Directory of leases, for file.")
  Optional<Path> directory = Optional.empty();

  @Option(names = "--etcd-endpoints", split = ",", description = "host:port,..., for etcd.")
  List<String> endpoints = List.of();

  @Option(names = "--lease", description = "Time to live of leases (file 10s, etcd 30s).")
  Optional<Duration> lease = Optional.empty();

  @Option(names = "--discovery-defect", description = "Wrong on purpose, for etcd (none).")
  DiscoveryDefect defect = DiscoveryDefect.NONE;

  /**
   * The discovery that is asked for.
   *
   * @throws IllegalArgumentException when it is not said where it is
   */
  public Discovery discovery(Ticker ticker, Log log) {
    if (backend == Backend.ETCD) {
      if (endpoints.isEmpty()) {
        throw new IllegalArgumentException("--discovery-backend=etcd needs --etcd-endpoints");
      }
      return new EtcdDiscovery(
          new EtcdDiscovery.Store(endpoints, lease.orElse(ETCD_LEASE)), defect, ticker, log);
    }
    Path leases =
        directory.orElseThrow(
            () -> new IllegalArgumentException("--discovery-backend=file needs --discovery"));
    return new LeaseDirectory(leases, lease.orElse(FILE_LEASE), ticker, log);
  }
}
