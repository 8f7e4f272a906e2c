package io.faultstream.history;

/**
 * How a request ended. A closed set; where several would fit, the first in this order counts.
 *
 * <p>Definite: the end itself was seen; the others only say that we stopped waiting or lost sight.
 */
public enum Outcome {
  /** By us, on purpose. */
  CANCELLED(true, false, "closed by this tool on purpose"),
  /** No connection. */
  UNREACHABLE(true, true, "no connection to the server"),
  /** Refused for overload, by status and body. */
  REJECTED(true, true, "refused for overload (529, 429, or 503 of an overload type)"),
  /** Another 503, or 404 with an empty body. */
  UNAVAILABLE(true, true, "503 for another reason, or 404 with an empty body"),
  /** Another 4xx. */
  BAD_REQUEST(true, true, "another 4xx"),
  /** Another 5xx. */
  SERVER_ERROR(true, true, "another 5xx"),
  /** An error inside a stream that began with 200. */
  STREAM_ERROR(true, true, "an error inside a stream that began with 200"),
  /** Text missing, repeated or out of order; no JSON; the chunk id changed. */
  CORRUPTED(true, true, "text missing, repeated or out of order, no JSON, or another chunk id"),
  /** The connection was lost before the end. */
  BROKEN(true, true, "connection lost before the end"),
  /** Nothing arrived for the stall limit. */
  STALLED(false, true, "no chunk for the stall limit"),
  /** The first token, or the end, came too late to wait for. */
  TIMED_OUT(false, true, "not ended within its time"),
  /** Ended without a token. */
  EMPTY(true, true, "ended without a token"),
  /** Ended, but finish reason or end mark is missing. */
  TRUNCATED(true, true, "ended without finish reason or end mark, or short of its length"),
  /** The run ended first. */
  ABANDONED(false, true, "still open when the run ended"),
  /** Whole, in order, with its end. */
  COMPLETED(true, false, "whole, in order and properly ended");

  private final boolean definite;
  private final boolean countsAgainst;
  private final String meaning;

  Outcome(boolean definite, boolean countsAgainst, String meaning) {
    this.definite = definite;
    this.countsAgainst = countsAgainst;
    this.meaning = meaning;
  }

  /** Whether the end itself was seen. */
  public boolean definite() {
    return definite;
  }

  /** Whether it counts against the system's success rate. */
  public boolean countsAgainst() {
    return countsAgainst;
  }

  /** One line for the report. */
  public String meaning() {
    return meaning;
  }
}
