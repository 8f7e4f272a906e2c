package io.faultstream.measure.counters;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.faultstream.history.TargetCounter;

/** What both sides count, each in its own way. */
public enum Compared {
  /** Requests sent beside requests begun. */
  @JsonProperty("sent")
  SENT(TargetCounter.STARTED),
  /** Replies that completed beside requests that ended well. */
  @JsonProperty("completed")
  COMPLETED(TargetCounter.SUCCEEDED),
  /** Replies that ended in a way the frontend calls an error, on both sides. */
  @JsonProperty("failed")
  FAILED(TargetCounter.FAILED),
  /** Refusals for overload, on both sides. */
  @JsonProperty("rejected")
  REJECTED(TargetCounter.REJECTIONS),
  /** Connections that we closed before the end beside clients that went away. */
  @JsonProperty("closed-by-us")
  CLOSED_BY_US(TargetCounter.CANCELLATIONS),
  /** Streams of a victim that are known to have gone on elsewhere beside running streams moved. */
  @JsonProperty("moved")
  MOVED(TargetCounter.MIGRATIONS);

  private final TargetCounter counter;

  Compared(TargetCounter counter) {
    this.counter = counter;
  }

  /** The target's counter of it. */
  public TargetCounter counter() {
    return counter;
  }
}
