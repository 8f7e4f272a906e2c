package io.faultstream.etcd.status;

/**
 * An alarm that a member has raised; it stays until it is disarmed, also when its cause is gone.
 *
 * @param memberId the member's number in the cluster
 * @param kind what it is about
 */
public record Alarm(long memberId, Kind kind) {
  /** What it is about. */
  public enum Kind {
    /** The store has reached its quota: the whole cluster only reads and deletes. */
    NO_SPACE,
    /** A member's store is not what the others have. */
    CORRUPT,
    /** One that this project does not know. */
    OTHER
  }
}
