package io.faultstream.etcd;

import io.faultstream.network.Address;
import io.faultstream.network.Reach;
import java.io.Closeable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A client of the cluster in which the caller names the member that is asked: what a test says of a
 * cluster must not depend on which member a client happened to choose. Thread-safe.
 */
public final class EtcdStore implements Closeable {
  private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
  private volatile boolean closed;

  private EtcdStore(List<Site> sites, Function<Reach, Address> way) {
    for (Site site : sites) {
      endpoints.put(site.name(), new Endpoint(site.name(), way.apply(site.reach())));
    }
  }

  /** By the way that clients take; connects to a member when it is first asked. */
  public static EtcdStore ofClients(List<Site> sites) {
    return new EtcdStore(sites, Reach::clients);
  }

  /** By the manager's own way, which nothing is done to. */
  static EtcdStore ofManager(List<Site> sites) {
    return new EtcdStore(sites, Reach::admin);
  }

  /**
   * The way to the member of this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public Endpoint at(String member) {
    return Optional.ofNullable(endpoints.get(member))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no member " + member + ", there are " + endpoints.keySet()));
  }

  /** The ways to all members, in the order of the cluster. */
  public List<Endpoint> all() {
    return List.copyOf(endpoints.values());
  }

  /** Whether it was closed. */
  boolean closed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    endpoints.values().forEach(Endpoint::close);
  }
}
