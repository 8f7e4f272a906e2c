package io.faultstream.measure.streams;

import io.faultstream.measure.streams.StreamAtFault.Place;
import java.time.Duration;
import java.util.List;

/**
 * The requests that were open when a fault was injected.
 *
 * @param fault id of the fault
 * @param placesKnown whether the target could list the victim's requests
 * @param streams all of them, in the order of their numbers
 * @param unmatched ids in the victim's list that no open request of ours bears
 * @param startedAtEdge requests sent between the injection and its effect
 */
public record StreamsAtFault(
    String fault,
    boolean placesKnown,
    List<StreamAtFault> streams,
    int unmatched,
    int startedAtEdge) {
  /**
   * What a victim has sent before its death arrives within this time: loopback needs microseconds,
   * a busy machine with two cores has been seen to need tens of milliseconds.
   */
  public static final Duration IN_TRANSIT = Duration.ofMillis(100);

  /**
   * A request sent less than this before the fault may be missing from the victim's log, which is
   * read before the fault and written behind.
   */
  public static final Duration LOG_DELAY = Duration.ofMillis(250);

  public StreamsAtFault {
    streams = List.copyOf(streams);
  }

  /** Those of this place. */
  public List<StreamAtFault> at(Place place) {
    return streams.stream().filter(s -> s.place() == place).toList();
  }
}
