package io.faultstream.measure.loss;

import io.faultstream.history.Outcome;
import java.util.List;
import java.util.Map;

/**
 * What became of the requests that were open when the store was lost, or sent after it.
 *
 * @param before those that were sent before the first lease could be over: they end whole
 * @param after those that were sent later: they end whole, or are refused
 */
public record LossRequests(Part before, Part after) {

  /**
   * Some of them.
   *
   * @param completed those that ended whole
   * @param refused those that got a 503 (or a 404 without a text) or no connection, or whose
   *     connection was cut without an answer in the moment in which the frontend ended
   * @param others all other outcomes, how many of each
   * @param examples ids of the first of those
   * @param tokens how many of those had a token already: streams that were lost for certain
   */
  public record Part(
      long completed, long refused, Map<Outcome, Long> others, List<String> examples, long tokens) {
    public Part {
      others = Map.copyOf(others);
      examples = List.copyOf(examples);
    }

    /** All of them. */
    public long all() {
      return completed + refused + wrong();
    }

    /** Those that are in neither group. */
    public long wrong() {
      return others.values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
