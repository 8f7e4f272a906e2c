package io.faultstream.history.store;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A step in the life of the watch.
 *
 * @param atNanos when
 * @param member who was asked to watch
 * @param step what happened
 * @param seen the last revision that the watch had told until then
 * @param from {@link Step#BEGUN}: the revision that is watched from; {@link Step#COMPACTED}: the
 *     first one that is still there; else 0
 * @param why it was lost, else empty
 */
public record WatchStep(long atNanos, String member, Step step, long seen, long from, String why)
    implements StoreEntry {

  /** What happened. */
  public enum Step {
    /** The member watches. */
    @JsonProperty("begun")
    BEGUN,
    /** It does no more, or was given up; another one is asked next. */
    @JsonProperty("lost")
    LOST,
    /** What came next was compacted away before it was told: nobody can tell it any more. */
    @JsonProperty("compacted")
    COMPACTED,
    /** The run is over, nobody watches any more. */
    @JsonProperty("ended")
    ENDED
  }
}
