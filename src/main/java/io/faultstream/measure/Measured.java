package io.faultstream.measure;

import io.faultstream.history.MetricSample;
import io.faultstream.history.VersionProfile;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.measure.loss.StoreLosses;
import io.faultstream.spec.Phase;
import java.util.List;
import java.util.Map;

/**
 * All that measuring found.
 *
 * @param summary the figures that are written to {@code summary.json} and shown
 * @param details single streams and findings that claims need beside them
 * @param metrics the samples it was measured from, in their order; empty where they cannot be read
 * @param profile what the target's version counts; unknown where that cannot be read
 * @param histograms distributions in microseconds by phase and name ({@code ttft}, {@code
 *     serviceTtft}, {@code itl}, {@code maxGap}, {@code e2e}): HdrHistogram's compressed encoding
 *     with 2 significant digits, in Base64; they can be added up over runs
 * @param store what was asked of the coordination store; nothing where it was not looked at
 * @param losses of the store's quorum, and which processes ended
 */
public record Measured(
    Summary summary,
    Details details,
    List<MetricSample> metrics,
    VersionProfile profile,
    Map<Phase, Map<String, String>> histograms,
    StoreRecord store,
    StoreLosses.Found losses) {
  public Measured {
    metrics = List.copyOf(metrics);
    histograms = Map.copyOf(histograms);
  }

  /** The same with another history of the store. */
  public Measured with(StoreRecord other) {
    return new Measured(summary, details, metrics, profile, histograms, other, losses);
  }
}
