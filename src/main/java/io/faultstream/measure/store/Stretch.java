package io.faultstream.measure.store;

/**
 * A time in which something was missing.
 *
 * @param fromNanos when it began, on the run's clock
 * @param nanos how long it was
 */
public record Stretch(long fromNanos, long nanos) {
  /** Nothing was missing. */
  public static final Stretch NONE = new Stretch(0, 0);

  /** The longer of the two, this one where they are equal. */
  Stretch longer(Stretch other) {
    return other.nanos > nanos ? other : this;
  }
}
