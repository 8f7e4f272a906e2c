package io.faultstream.measure.counters;

import io.faultstream.history.TargetCounter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The target's own figures second by second, in columns: one value for each second of {@code
 * Summary.seconds}, {@code null} where it was not read.
 *
 * @param frontendInFlight requests in flight by the frontend's gauge, the largest reading of each
 *     second; empty where nothing is known
 * @param workersInFlight the same of each worker; one of which nothing is known is left out
 * @param perSecond by how much each counter rose in that second; one of which nothing is known is
 *     left out
 */
public record TargetSeconds(
    List<@Nullable Long> frontendInFlight,
    Map<String, List<@Nullable Long>> workersInFlight,
    Map<TargetCounter, List<@Nullable Double>> perSecond) {
  /** Nothing is known. */
  public static final TargetSeconds NONE = new TargetSeconds(List.of(), Map.of(), Map.of());
}
