package io.faultstream.cluster.discovery;

/**
 * What an engine announces about itself.
 *
 * @param kvBlocks how many KV blocks it has
 * @param blockTokens tokens in a block
 * @param maxSequences sequences that run at once
 * @param maxBatchedTokens prompt tokens that one step computes at most
 * @param contextTokens prompt and answer together at most
 */
public record EngineLimits(
    int kvBlocks, int blockTokens, int maxSequences, int maxBatchedTokens, int contextTokens) {

  /** Checks that all are positive. */
  public EngineLimits {
    if (Math.min(kvBlocks, blockTokens) < 1
        || Math.min(maxSequences, maxBatchedTokens) < 1
        || contextTokens < 1) {
      throw new IllegalArgumentException("engine limits must be positive");
    }
  }

  /** Blocks that so many tokens take. */
  public int blocksFor(int tokens) {
    return (tokens + blockTokens - 1) / blockTokens;
  }
}
