package io.faultstream.etcd;

import java.io.Closeable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A client of the cluster in which the caller names the member that is asked: what a test says of a
 * cluster must not depend on which member a client happened to choose. Thread-safe.
 */
public final class EtcdStore implements Closeable {
  private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
  private volatile boolean closed;

  /** Connects to a member when it is first asked. */
  public EtcdStore(List<Site> sites) {
    for (Site site : sites) {
      endpoints.put(site.name(), new Endpoint(site.name(), site.clientPort()));
    }
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
