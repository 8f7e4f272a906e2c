package io.faultstream.cluster.frontend.routing;

import java.util.Optional;

/**
 * Above which load a worker counts as busy; any one threshold is enough. Requests are rejected only
 * when all workers are busy.
 *
 * @param decodeBlocks share of the KV blocks, 0 to 1
 * @param prefillTokens prompt tokens whose first answer token is outstanding
 * @param prefillShare the same as a share of the engine's prompt tokens per step
 */
public record BusyThresholds(
    Optional<Double> decodeBlocks, Optional<Long> prefillTokens, Optional<Double> prefillShare) {

  /** No rejection. */
  public static BusyThresholds none() {
    return new BusyThresholds(Optional.empty(), Optional.empty(), Optional.empty());
  }

  boolean busy(RemoteWorker worker) {
    var limits = worker.instance().limits();
    double blocks = worker.activeBlocks();
    double tokens = worker.prefillTokens();
    return decodeBlocks.filter(share -> blocks > share * limits.kvBlocks()).isPresent()
        || prefillTokens.filter(most -> tokens > most).isPresent()
        || prefillShare.filter(share -> tokens > share * limits.maxBatchedTokens()).isPresent();
  }
}
