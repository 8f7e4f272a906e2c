package io.faultstream.etcd;

/** Whether a change that takes a member away may leave fewer than a quorum. */
public enum Quorum {
  /** Refused when fewer than a quorum of connected members would be left. */
  KEPT,
  /** Done all the same: the cluster stands still until enough members are back. */
  MAY_BE_LOST
}
