package io.faultstream.history;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a frontend counts of its own accord, by the names of Dynamo's metrics. A counter that ends
 * in no series is not there: whether that means 0 or nothing at all, the {@link VersionProfile}
 * says.
 */
public enum TargetCounter {
  /** Requests that were begun. */
  STARTED("dynamo_frontend_requests_started_total", ""),
  /** Requests that ended well. */
  SUCCEEDED("dynamo_frontend_requests_total", "status=\"success\""),
  /** Requests that ended with an error, also those whose client went away. */
  FAILED("dynamo_frontend_requests_total", "status=\"error\""),
  /** Running streams that were moved, or whose move was tried. */
  MIGRATIONS("dynamo_frontend_model_migration_total", "migration_type=\"ongoing_request\""),
  /** Requests that had to be sent to a worker once more before they ran. */
  NEW_REQUEST_MIGRATIONS("dynamo_frontend_model_migration_total", "migration_type=\"new_request\""),
  /** Requests refused for overload. */
  REJECTIONS("dynamo_frontend_model_rejection_total", ""),
  /** Requests whose client went away first. */
  CANCELLATIONS("dynamo_frontend_model_cancellation_total", "");

  private final String family;
  private final String label;

  TargetCounter(String family, String label) {
    this.family = family;
    this.label = label;
  }

  /** The metric's name. */
  public String family() {
    return family;
  }

  /**
   * The sum of its series on one page of metrics.
   *
   * @param series by name with labels, as in {@link MetricSample}
   * @return empty when the page has no series of this metric, whatever its labels
   */
  public OptionalDouble in(Map<String, Double> series) {
    double sum = 0;
    boolean there = false;
    for (Map.Entry<String, Double> one : series.entrySet()) {
      if (MetricSample.of(family, one.getKey())) {
        there = true;
        sum += one.getKey().contains(label) ? one.getValue() : 0;
      }
    }
    return there ? OptionalDouble.of(sum) : OptionalDouble.empty();
  }
}
