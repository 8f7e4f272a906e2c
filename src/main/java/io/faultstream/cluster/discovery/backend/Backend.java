package io.faultstream.cluster.discovery.backend;

import java.util.Locale;

/** What keeps the leases. */
public enum Backend {
  /** Files in a directory. */
  FILE,
  /** An etcd cluster. */
  ETCD;

  /** As on the command line: {@code file}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
