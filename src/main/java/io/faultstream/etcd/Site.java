package io.faultstream.etcd;

import io.faultstream.network.Address;
import io.faultstream.network.Reach;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Where a member lives; it stays the same when the member is restarted or replaced.
 *
 * @param name the member's name
 * @param reach where it listens and how it is reached
 * @param data its data folder, made by the server
 * @param log where its output goes, appended
 */
public record Site(String name, Reach reach, Path data, Path log) {
  /** Where clients reach it. */
  public String clientUrl() {
    return reach.clients().url();
  }

  /** Where the other members reach it, and what it tells them. */
  public String peerUrl() {
    return reach.peers().url();
  }

  /** Where it listens for clients and the manager. */
  String listenClientUrls() {
    return reach.clientListeners().stream().map(Address::url).collect(Collectors.joining(","));
  }

  /** Where it listens for its peers. */
  String listenPeerUrl() {
    return reach.peerListener().url();
  }
}
