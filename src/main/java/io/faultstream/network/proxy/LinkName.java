package io.faultstream.network.proxy;

/**
 * A link is named by who dials and who is dialled; what passes on it goes both ways.
 *
 * @param from a member, or {@link #CLIENTS}
 * @param to a member
 */
record LinkName(String from, String to) {
  /** All that are no members. */
  static final String CLIENTS = "clients";

  /** Whether a member is at one of its ends. */
  boolean of(String member) {
    return from.equals(member) || to.equals(member);
  }

  boolean ofClients() {
    return from.equals(CLIENTS);
  }

  @Override
  public String toString() {
    return from + "→" + to;
  }
}
