package io.faultstream.measure.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The longest time of a run in which something did not come that was asked for.
 *
 * @param what did not come
 * @param fromNanos when it began, on the run's clock
 * @param nanos how long it was
 * @param fault id of the fault that was in force for the longest part of it; {@code null}: none was
 */
public record Gap(What what, long fromNanos, long nanos, @Nullable String fault) {

  /** What did not come. */
  public enum What {
    /** The acknowledgement of a write: between two of the probe's, which writes all the time. */
    @JsonProperty("write")
    WRITE,
    /** The answer of a linearizable read: between two of the probe's. */
    @JsonProperty("read")
    READ,
    /** The event of a write: from its acknowledgement until the watch told it. */
    @JsonProperty("watch")
    WATCH,
    /** The first token of a request: until one came, while at least one was waited for. */
    @JsonProperty("routing")
    ROUTING;

    /** The name used in files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * When a fault was in force.
   *
   * @param fault its id
   * @param fromNanos right before it was injected
   * @param toNanos when it was proven to be undone
   */
  public record InForce(String fault, long fromNanos, long toNanos) {
    private long sharedWith(Stretch gap) {
      long from = Math.max(fromNanos, gap.fromNanos());
      return Math.min(toNanos, gap.fromNanos() + gap.nanos()) - from;
    }
  }

  /** The gap of this stretch, with the fault that it belongs to. */
  static Gap of(What what, Stretch stretch, List<InForce> faults) {
    String fault = null;
    long most = 0;
    for (InForce one : faults) {
      long shared = one.sharedWith(stretch);
      if (shared > most) {
        most = shared;
        fault = one.fault();
      }
    }
    return new Gap(what, stretch.fromNanos(), stretch.nanos(), fault);
  }
}
