package io.faultstream.cluster.discovery.etcd;

import io.faultstream.cluster.defect.DiscoveryDefect;
import io.faultstream.cluster.discovery.Discovery;
import io.faultstream.cluster.discovery.Instance;
import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.time.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Discovery through an etcd cluster. An instance's keys are bound to a lease of its process; a
 * lease that is lost ends the process in order, as in Dynamo, unless it is told to rejoin. The
 * watcher is called by a daemon thread of its own.
 */
public final class EtcdDiscovery implements Discovery {
  private final Store store;
  private final DiscoveryDefect defect;
  private final Ticker ticker;
  private final Log log;

  /**
   * Where the store is.
   *
   * @param endpoints of its members, each {@code host:port}, at least one
   * @param lease time to live of a lease, whole seconds; the store takes none below one and a half
   *     of its election timeouts, 2 s as a rule
   */
  public record Store(List<String> endpoints, Duration lease) {
    public Store {
      endpoints = List.copyOf(endpoints);
      if (endpoints.isEmpty() || lease.toSeconds() < 1) {
        throw new IllegalArgumentException("endpoints " + endpoints + ", lease " + lease);
      }
    }
  }

  /** Connects when it is first used. */
  public EtcdDiscovery(Store store, DiscoveryDefect defect, Ticker ticker, Log log) {
    this.store = store;
    this.defect = defect;
    this.ticker = ticker;
    this.log = log;
  }

  @Override
  public Lease register(Instance instance, Terms terms) throws IOException {
    return lease(Keys.of(instance), terms);
  }

  @Override
  public Lease hold(Runnable lost) throws IOException {
    return lease(Map.of(), new Terms(false, lost));
  }

  private Lease lease(Map<String, String> keys, Terms terms) throws IOException {
    Connector connector = new Connector(store.endpoints(), ticker, log);
    try {
      return KeptLease.start(connector, new KeptLease.Content(keys, store.lease(), terms), defect);
    } catch (IOException failed) {
      connector.close();
      throw failed;
    }
  }

  @Override
  public AutoCloseable watch(Consumer<List<Instance>> watcher) {
    return new KeyWatch(new Connector(store.endpoints(), ticker, log), defect, watcher).start();
  }
}
