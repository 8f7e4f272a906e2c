package io.faultstream.measure.streams;

import io.faultstream.history.Outcome;
import java.util.OptionalLong;

/**
 * One request that was open when a fault was injected. A pause is never the criterion for its place
 * or for having been moved: real moves pause for 8 to 33 ms only.
 *
 * @param id number of the request in the run
 * @param requestId the id we sent with it
 * @param place where it was
 * @param moved whether it went on elsewhere
 * @param outcome how it ended
 * @param hadToken whether a token had come before the fault
 * @param endedAtOnce completed before even the injection could matter: until {@link
 *     StreamsAtFault#IN_TRANSIT} after it
 * @param endedInTime completed before the fault could matter: until {@link
 *     StreamsAtFault#IN_TRANSIT} after its effect
 * @param pauseNanos the longest silence that the fault fell into or that began at it; empty for a
 *     request without one
 * @param silentUntilNanos end of that silence, from the run's start
 */
public record StreamAtFault(
    long id,
    String requestId,
    Place place,
    Moved moved,
    Outcome outcome,
    boolean hadToken,
    boolean endedAtOnce,
    boolean endedInTime,
    OptionalLong pauseNanos,
    OptionalLong silentUntilNanos) {

  /** Where a request was when the fault came. */
  public enum Place {
    /** On the victim, by its log or because it was moved. */
    ON_VICTIM,
    /** Not in the victim's list. */
    ELSEWHERE,
    /** The target does not tell, or the request came too close to the fault. */
    UNKNOWN
  }

  /** Whether a request went on elsewhere. */
  public enum Moved {
    /** The target says so, or it completed after its worker was proven dead. */
    YES,
    /** The target would say so, and does not. */
    NO,
    /** It cannot be told. */
    UNKNOWN
  }

  /** Whether its reader did not get what was asked for; a refusal before any token is no loss. */
  public boolean lost() {
    return outcome.countsAgainst() && !refused();
  }

  /** Whether it was refused before it became a stream. */
  public boolean refused() {
    return outcome == Outcome.REJECTED || outcome == Outcome.BAD_REQUEST;
  }
}
