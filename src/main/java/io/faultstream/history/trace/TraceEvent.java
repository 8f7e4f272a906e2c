package io.faultstream.history.trace;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What one log of the target says of one request that its client left: a line of {@code
 * traces.jsonl}.
 *
 * @param request number of the request in the run
 * @param source whose log: {@code frontend}, or a worker's name
 * @param step what it says
 * @param atNanos when, by the log's own wall clock brought to the run's clock, nanoseconds from the
 *     run's start; as exact as the log writes it, a millisecond or better
 * @param tokens how many the worker had computed by then, -1 where it does not say
 */
public record TraceEvent(long request, String source, Step step, long atNanos, int tokens) {

  /** What a log says of a request. */
  public enum Step {
    /** The frontend ended it because its client was gone. */
    @JsonProperty("noticed")
    NOTICED,
    /** The worker was told to stop it. */
    @JsonProperty("told")
    TOLD,
    /** The engine stopped before the end. */
    @JsonProperty("stopped")
    STOPPED,
    /** The engine computed it to its end. */
    @JsonProperty("finished")
    FINISHED
  }
}
