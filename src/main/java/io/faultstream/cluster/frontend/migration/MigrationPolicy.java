package io.faultstream.cluster.frontend.migration;

import java.util.Optional;

/**
 * How often a request may move.
 *
 * @param limit moves over the whole life of a request; 0 (the default): none
 * @param maxTokens prompt and answer together up to which it may move; empty: no bound
 */
public record MigrationPolicy(int limit, Optional<Integer> maxTokens) {

  /** Checks the values. */
  public MigrationPolicy {
    if (limit < 0 || maxTokens.filter(most -> most < 1).isPresent()) {
      throw new IllegalArgumentException("migration limit " + limit + ", tokens " + maxTokens);
    }
  }
}
