package io.faultstream.time;

/**
 * Monotonic time of a run in nanoseconds since its start. Every stamp in a run's history is one of
 * these, so that load, faults and metrics share one axis. Implementations are thread-safe.
 */
@FunctionalInterface
public interface Ticker {
  /** Nanoseconds since the run's start; may be negative before it, never runs backwards. */
  long nanos();
}
