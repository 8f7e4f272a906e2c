package io.faultstream.cluster.defect;

import java.util.Locale;

/** What a client of the store does wrong on purpose. */
public enum DiscoveryDefect {
  /** All is as it should be. */
  NONE,
  /** A watch that was lost is never begun again. */
  NEVER_REWATCHES,
  /** A lease is given up at the first error of its stream. */
  DROPS_LEASE,
  /** A watch that fell behind goes on without what it missed, instead of reading all anew. */
  LOSES_RESYNC,
  /** A worker whose lease is lost serves on and never ends. */
  OUTLIVES_LEASE,
  /** A stream of keep-alives that was lost is opened again only after a whole lease. */
  RECONNECTS_LATE;

  /** As on the command line: {@code never-rewatches}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
