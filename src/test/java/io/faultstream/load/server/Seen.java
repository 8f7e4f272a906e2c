package io.faultstream.load.server;

/**
 * What the server knows of one request that it has read to its end. Moments are {@link
 * System#nanoTime}, which processes of one machine share. Written by one thread, read after it.
 */
public final class Seen {
  private final String requestId;
  private final String authorization;
  private final int connection;
  private final int nth;
  private final long receivedNanos = System.nanoTime();
  private volatile Behaviour played = Behaviour.GOOD;
  private volatile long firstTokenNanos;
  private volatile int tokens;
  private volatile long goneNanos;
  private volatile String gone = "";

  Seen(String requestId, String authorization, int connection, int nth) {
    this.requestId = requestId;
    this.authorization = authorization;
    this.connection = connection;
    this.nth = nth;
  }

  /** What the client sent as {@code x-request-id}. */
  public String requestId() {
    return requestId;
  }

  /** What the client showed as {@code Authorization}, empty without. */
  public String authorization() {
    return authorization;
  }

  /** The number at the end of the request's id. */
  public int number() {
    return Integer.parseInt(requestId.substring(requestId.lastIndexOf('-') + 1));
  }

  /** Number of the connection it came on. */
  public int connection() {
    return connection;
  }

  /** Whether its connection had carried another request before. */
  public boolean onUsedConnection() {
    return nth > 0;
  }

  /** What was played to it. */
  public Behaviour played() {
    return played;
  }

  void plays(Behaviour behaviour) {
    played = behaviour;
  }

  /** When it had been read. */
  public long receivedNanos() {
    return receivedNanos;
  }

  /** Just before the first token was written; 0 without one. */
  public long firstTokenNanos() {
    return firstTokenNanos;
  }

  /** Tokens that were written, or were about to be. */
  public int tokens() {
    return tokens;
  }

  /** How its client went away while it was served: what the network said; empty: it did not. */
  public String gone() {
    return gone;
  }

  /** When that was seen; 0: it was not. */
  public long goneNanos() {
    return goneNanos;
  }

  void goes(String how) {
    goneNanos = System.nanoTime();
    gone = how;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void tokenGoesOut() {
    if (tokens == 0) {
      firstTokenNanos = System.nanoTime();
    }
    tokens++;
  }

  @Override
  public String toString() {
    return requestId + " " + played + " on connection " + connection + "#" + nth;
  }
}
