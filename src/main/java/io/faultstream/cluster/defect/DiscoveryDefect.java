package io.faultstream.cluster.defect;

/** What a client of the store does wrong; each method says what is right unless told otherwise. */
public interface DiscoveryDefect {

  /** All is as it should be. */
  DiscoveryDefect NONE = new DiscoveryDefect() {};

  /** Whether a watch that was lost is begun again. */
  default boolean watchesAgain() {
    return true;
  }

  /** Whether a lease is still kept after the first error of its stream. */
  default boolean survivesError() {
    return true;
  }

  /** Whether a watch that fell behind reads everything anew, instead of going on without it. */
  default boolean resyncs() {
    return true;
  }
}
