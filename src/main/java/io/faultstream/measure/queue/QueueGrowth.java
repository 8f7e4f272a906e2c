package io.faultstream.measure.queue;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the number of requests in flight grew over a phase. Where more is asked for than can be
 * served, the rest queues, and each second's requests wait longer than those of the second before:
 * the time to first token then says how long the phase was, not how fast the service is.
 *
 * @param perSecond requests in flight gained each second: the slope of least squares through the
 *     number open at the end of each second
 * @param byLoadPerSecond what the rising rate alone would gain, at the time a request took in the
 *     standard phase (Little's law): 0 at a constant rate
 * @param diverges whether a queue grew: the growth is beyond what the load and chance explain, and
 *     the wait for the first token grew with it for most of the phase. More in flight alone is no
 *     queue: streams that share an engine with more others take longer, until its slots are full. A
 *     queue that only begins in the last third of a phase is not told
 */
public record QueueGrowth(double perSecond, double byLoadPerSecond, boolean diverges) {
  /** With fewer seconds a slope says nothing. */
  public static final int MIN_SECONDS = 5;

  /** Growth below this share of the rate is no overload worth the name. */
  private static final double LEAST_SHARE = 0.02;

  /** Standard errors of the slope that growth must exceed. */
  private static final double ERRORS = 3;

  /** Of the wait that such a queue adds each second, so much at least must be seen. */
  private static final double LEAST_WAIT = 0.5;

  /**
   * What one second of a phase tells of its queue.
   *
   * @param open requests in flight at its end
   * @param ttftMicros median of the times to first token that ended in it, null: there were none
   */
  public record Second(long open, @Nullable Long ttftMicros) {}

  /**
   * The growth of a phase; empty with fewer than {@link #MIN_SECONDS} seconds.
   *
   * @param phase its seconds, one after the other
   * @param byLoad what the rising rate alone gains each second
   * @param ratePerSecond requests sent each second, on average
   */
  public static Optional<QueueGrowth> of(List<Second> phase, double byLoad, double ratePerSecond) {
    if (phase.size() < MIN_SECONDS) {
      return Optional.empty();
    }
    Slopes.Slope slope =
        Slopes.leastSquares(phase.stream().mapToDouble(one -> one.open()).toArray());
    double beyond = slope.each() - byLoad;
    boolean diverges =
        beyond > ERRORS * slope.error()
            && beyond > LEAST_SHARE * ratePerSecond
            && waitGrowth(phase) > LEAST_WAIT * beyond / ratePerSecond;
    return Optional.of(new QueueGrowth(slope.each(), byLoad, diverges));
  }

  /**
   * Seconds by which the wait for the first token grew each second; 0 where too few are known. A
   * queue that gains {@code q} requests each second at the rate {@code r} makes it {@code q ÷ r}.
   * By the median slope: a fault's wait that has passed, or came at the end, is no growth.
   */
  private static double waitGrowth(List<Second> phase) {
    NavigableMap<Integer, Double> waits = new TreeMap<>();
    for (int i = 0; i < phase.size(); i++) {
      Long micros = phase.get(i).ttftMicros();
      if (micros != null) {
        waits.put(i, micros / 1e6);
      }
    }
    return waits.size() < MIN_SECONDS ? 0 : Slopes.median(waits);
  }
}
