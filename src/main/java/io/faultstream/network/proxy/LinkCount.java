package io.faultstream.network.proxy;

/**
 * What a link has seen since it was laid, or between two moments.
 *
 * @param connections that were dialled
 * @param bytes that were forwarded, both ways
 * @param heldConnections dialled while the link was cut, and not forwarded until it was healed
 * @param heldBytes that wanted to pass while the link was cut
 * @param lateBytes that passed late by a delay or a limit
 * @param stalls of a flow for what was lost
 * @param resets of connections
 */
record LinkCount(
    long connections,
    long bytes,
    long heldConnections,
    long heldBytes,
    long lateBytes,
    long stalls,
    long resets) {
  static final LinkCount ZERO = new LinkCount(0, 0, 0, 0, 0, 0, 0);

  LinkCount plus(LinkCount other) {
    return new LinkCount(
        connections + other.connections,
        bytes + other.bytes,
        heldConnections + other.heldConnections,
        heldBytes + other.heldBytes,
        lateBytes + other.lateBytes,
        stalls + other.stalls,
        resets + other.resets);
  }

  LinkCount minus(LinkCount other) {
    return new LinkCount(
        connections - other.connections,
        bytes - other.bytes,
        heldConnections - other.heldConnections,
        heldBytes - other.heldBytes,
        lateBytes - other.lateBytes,
        stalls - other.stalls,
        resets - other.resets);
  }
}
