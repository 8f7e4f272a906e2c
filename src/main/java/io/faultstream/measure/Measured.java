package io.faultstream.measure;

import io.faultstream.history.MetricSample;
import io.faultstream.history.VersionProfile;
import java.util.List;

/**
 * All that measuring found.
 *
 * @param summary the figures that are written to {@code summary.json} and shown
 * @param details single streams and findings that claims need beside them
 * @param metrics the samples it was measured from, in their order; empty where they cannot be read
 * @param profile what the target's version counts; unknown where that cannot be read
 */
public record Measured(
    Summary summary, Details details, List<MetricSample> metrics, VersionProfile profile) {
  public Measured {
    metrics = List.copyOf(metrics);
  }
}
