package io.faultstream.measure;

import io.faultstream.measure.counters.ClientCounts;
import io.faultstream.measure.statistics.Ratio;
import io.faultstream.measure.streams.StreamsAtFault;
import io.faultstream.measure.streams.TextFindings;
import io.faultstream.spec.Phase;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What claims need beside the summary: single streams at each fault, and what was wrong with texts
 * and files. Bounded by the number of streams in flight, not by the length of the run.
 *
 * @param atFaults the streams in flight at each fault that was injected, in the windows' order
 * @param texts what was found in the texts of the replies
 * @param elsewhere success of each phase over requests that were on no victim
 * @param client what the client counted over the whole run, and what may be counted otherwise
 * @param problems what is missing or broken in the run's files, a sentence each
 * @param mishaps what went wrong with the run itself; empty when that was not recorded
 */
public record Details(
    List<StreamsAtFault> atFaults,
    TextFindings texts,
    Map<Phase, Elsewhere> elsewhere,
    ClientCounts client,
    List<String> problems,
    Optional<List<String>> mishaps) {
  public Details {
    atFaults = List.copyOf(atFaults);
    elsewhere = Map.copyOf(elsewhere);
    problems = List.copyOf(problems);
    mishaps = mishaps.map(List::copyOf);
  }

  /**
   * Success over requests that were on no victim. Those that were open at a fault in a place that
   * cannot be told are in neither part of it, however they ended.
   *
   * @param success of requests that are known to have been on no victim
   * @param unknown requests left out because their place is not known
   * @param unknownFailed how many of them failed
   */
  public record Elsewhere(Ratio success, long unknown, long unknownFailed) {}
}
