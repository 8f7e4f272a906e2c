package io.faultstream.network;

import java.time.Duration;
import java.util.Locale;

/**
 * What is done to the ways of one member. It takes hold of connections that are there and of new
 * ones.
 *
 * @param kind what
 * @param member whose ways
 * @param delay of what goes each way between it and its peers, for {@link Kind#SLOW_PEERS}
 * @param bytesPerSecond most that goes each way of each of these ways, 0: no limit; for {@link
 *     Kind#SLOW_PEERS}
 * @param loss share of what is lost between it and its peers, above 0 and at most 1, for {@link
 *     Kind#LOSE_PEERS}
 */
public record Disturbance(
    Kind kind, String member, Duration delay, long bytesPerSecond, double loss) {
  public Disturbance {
    boolean slow = !delay.isZero() || bytesPerSecond > 0;
    if (delay.isNegative() || bytesPerSecond < 0 || slow != (kind == Kind.SLOW_PEERS)) {
      throw new IllegalArgumentException(kind + " with " + delay + " and " + bytesPerSecond);
    }
    if (kind == Kind.LOSE_PEERS ? !(loss > 0 && loss <= 1) : loss != 0) {
      throw new IllegalArgumentException(kind + " with a loss of " + loss);
    }
  }

  /** What can be done. */
  public enum Kind {
    /** Nothing passes between the member and its peers, either way; nothing is closed. */
    CUT_PEERS("cut off from its peers"),
    /** Nothing passes between the member and its clients, either way; nothing is closed. */
    CUT_CLIENTS("cut off from its clients"),
    /** What passes between the member and its peers is late, or little at a time. */
    SLOW_PEERS("slow to its peers"),
    /** Some of what passes between the member and its peers is lost. */
    LOSE_PEERS("lossy to its peers");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** Behind a member's name, for people. */
    public String words() {
      return words;
    }
  }

  /** The member and its peers. */
  public static Disturbance cutPeers(String member) {
    return new Disturbance(Kind.CUT_PEERS, member, Duration.ZERO, 0, 0);
  }

  /** The member and its clients. */
  public static Disturbance cutClients(String member) {
    return new Disturbance(Kind.CUT_CLIENTS, member, Duration.ZERO, 0, 0);
  }

  /** Delays what goes each way between the member and its peers. */
  public static Disturbance slowPeers(String member, Duration delay) {
    return new Disturbance(Kind.SLOW_PEERS, member, delay, 0, 0);
  }

  /** Loses a share of what goes between the member and its peers. */
  public static Disturbance losePeers(String member, double loss) {
    return new Disturbance(Kind.LOSE_PEERS, member, Duration.ZERO, 0, loss);
  }

  /** For people: "etcd-1 cut off from its peers". */
  public String sentence() {
    String how =
        switch (kind) {
          case CUT_PEERS, CUT_CLIENTS -> "";
          case SLOW_PEERS ->
              (delay.isZero() ? "" : ", " + delay.toMillis() + " ms each way")
                  + (bytesPerSecond == 0 ? "" : ", " + bytesPerSecond + " bytes/s");
          case LOSE_PEERS -> String.format(Locale.ROOT, ", %.1f %%", loss * 100);
        };
    return member + " " + kind.words() + how;
  }
}
