package io.faultstream.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * One line of {@code schedule.json}: a fault as it is planned.
 *
 * @param id the fault's id
 * @param kind what is broken
 * @param phase the phase it belongs to
 * @param startSeconds when at the earliest, seconds from the run's start: faults are played one
 *     after the other
 * @param whenInFlight not before so many requests are in flight; empty: no condition
 * @param holdSeconds how long it is held
 * @param victim how the victim is found
 * @param injects what is done
 * @param undoes how it is undone
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record PlannedFault(
    String id,
    String kind,
    String phase,
    double startSeconds,
    OptionalInt whenInFlight,
    double holdSeconds,
    String victim,
    String injects,
    String undoes) {

  /** One line for the console. */
  public String text() {
    String condition =
        whenInFlight.isPresent()
            ? " once " + whenInFlight.getAsInt() + " requests are in flight"
            : "";
    return String.format(
        Locale.ROOT,
        "%7.1f s  %s %s: %s %s%s; held %.1f s, undone by %s",
        startSeconds,
        phase,
        kind,
        injects,
        victim,
        condition,
        holdSeconds,
        undoes);
  }
}
