package io.faultstream.network;

import java.util.List;

/**
 * Where a member listens and how it is reached. It stays the same as long as the network is there,
 * also when the member is started again or replaced.
 *
 * @param prefix words before its command, such as those that enter its network namespace
 * @param clientListeners where it listens for clients; the manager's way is among them
 * @param peerListener where it listens for its peers
 * @param clients where clients reach it; what is done to their way is done here
 * @param peers where its peers reach it, and what it tells them
 * @param admin where the manager alone reaches it, whatever is done to the ways of others
 */
public record Reach(
    List<String> prefix,
    List<Address> clientListeners,
    Address peerListener,
    Address clients,
    Address peers,
    Address admin) {
  public Reach {
    prefix = List.copyOf(prefix);
    clientListeners = List.copyOf(clientListeners);
  }

  /** On loopback, with one port for clients and manager and one for peers. */
  public static Reach direct(int clientPort, int peerPort) {
    Address client = Address.loopback(clientPort);
    Address peer = Address.loopback(peerPort);
    return new Reach(List.of(), List.of(client), peer, client, peer, client);
  }
}
