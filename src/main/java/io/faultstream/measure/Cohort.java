package io.faultstream.measure;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.faultstream.history.Outcome;
import io.faultstream.measure.statistics.Distribution;
import java.util.Map;

/**
 * Requests by where a fault's window found them.
 *
 * @param kind which cohort
 * @param requests how many
 * @param outcomes how many ended how
 * @param ttftMicros from the intended moment
 * @param maxGapMicros longest gap of each stream
 */
public record Cohort(
    Kind kind,
    long requests,
    Map<Outcome, Long> outcomes,
    Distribution ttftMicros,
    Distribution maxGapMicros) {

  /** The cohorts of a window. */
  public enum Kind {
    /** Ended before the fault. */
    @JsonProperty("finished-before")
    FINISHED_BEFORE,
    /** Open at the fault, on the victim as far as it is known. */
    @JsonProperty("in-flight-on-victim")
    IN_FLIGHT_ON_VICTIM,
    /** Open at the fault, elsewhere or unknown where. */
    @JsonProperty("in-flight-elsewhere")
    IN_FLIGHT_ELSEWHERE,
    /** Sent while the fault held. */
    @JsonProperty("started-during")
    STARTED_DURING,
    /** Sent after it was undone. */
    @JsonProperty("started-after")
    STARTED_AFTER
  }
}
