package io.faultstream.measure.statistics;

import org.HdrHistogram.AbstractHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Percentiles of one quantity in microseconds. A percentile with too few samples is {@code null}
 * and shown as "too few": p50 needs 11, p90 64, p95 130, p99 662 (MLPerf inference, early stopping,
 * at 99 % confidence).
 *
 * @param count samples
 * @param max the largest, {@code null} without a sample
 */
public record Distribution(
    long count,
    @Nullable Long p50,
    @Nullable Long p90,
    @Nullable Long p95,
    @Nullable Long p99,
    @Nullable Long max) {
  /** Least samples for p50, p90, p95 and p99. */
  public static final int MIN_P50 = 11, MIN_P90 = 64, MIN_P95 = 130, MIN_P99 = 662;

  /** The distribution of a histogram of microseconds. */
  public static Distribution of(AbstractHistogram micros) {
    return new Distribution(
        micros.getTotalCount(),
        percentile(micros, 50, MIN_P50),
        percentile(micros, 90, MIN_P90),
        percentile(micros, 95, MIN_P95),
        percentile(micros, 99, MIN_P99),
        micros.getTotalCount() == 0 ? null : (Long) micros.getMaxValue());
  }

  private static @Nullable Long percentile(AbstractHistogram micros, double at, int least) {
    return micros.getTotalCount() < least ? null : (Long) micros.getValueAtPercentile(at);
  }
}
