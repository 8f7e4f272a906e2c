package io.faultstream.network;

/**
 * A TCP address of this machine.
 *
 * @param host an IPv4 address: loopback, or of a network namespace of ours
 * @param port 1 to 65535
 */
public record Address(String host, int port) {
  /** At 127.0.0.1. */
  public static Address loopback(int port) {
    return new Address("127.0.0.1", port);
  }

  /** As {@code http://127.0.0.1:2379}. */
  public String url() {
    return "http://" + this;
  }

  /** As {@code 127.0.0.1:2379}. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
