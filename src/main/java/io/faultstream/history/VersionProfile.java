package io.faultstream.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What this version of the target says and counts; detected before the load, kept in {@code
 * environment.json}. What could not be found out is unknown, never assumed: so a counter that this
 * version does not have is unknown and not zero.
 *
 * @param product {@code dynamo}, or {@code unknown}
 * @param version as it says itself, or {@code unknown}
 * @param health what {@code /health} is like
 * @param rejectionStatus HTTP status of a request refused for overload; empty: unknown
 * @param errorFrame how an error inside a stream is written
 * @param doneAfterError whether {@code [DONE]} follows such an error
 * @param logs the wording of the workers' logs
 * @param counters what it counts, also where the first event is still to come
 * @param because where each of these was seen, a sentence each
 */
public record VersionProfile(
    String product,
    String version,
    HealthPage health,
    OptionalInt rejectionStatus,
    ErrorFrame errorFrame,
    Sure doneAfterError,
    LogWording logs,
    Set<TargetCounter> counters,
    List<String> because) {

  /** What {@code /health} is like. */
  public enum HealthPage {
    /** It lists the instances, so that workers can be counted. */
    @JsonProperty("instances")
    INSTANCES,
    /** It says a status only. */
    @JsonProperty("status")
    STATUS,
    /** There is none. */
    @JsonProperty("none")
    NONE
  }

  /** How an error inside a stream is written. */
  public enum ErrorFrame {
    /** {@code data: {"error": …}}. */
    @JsonProperty("data")
    DATA,
    /** A line {@code event: error}. */
    @JsonProperty("event")
    EVENT,
    /** Not known. */
    @JsonProperty("unknown")
    UNKNOWN
  }

  /** An answer that may be missing. */
  public enum Sure {
    /** Yes. */
    @JsonProperty("yes")
    YES,
    /** No. */
    @JsonProperty("no")
    NO,
    /** Not known. */
    @JsonProperty("unknown")
    UNKNOWN
  }

  /** How the workers' logs name the requests they have. */
  public enum LogWording {
    /** The runtime's lines: {@code request received request_id=…}, {@code request completed …}. */
    @JsonProperty("runtime")
    RUNTIME,
    /** The engines' older lines: {@code Decode Request ID: …}, {@code Aborted Request ID: …}. */
    @JsonProperty("engine")
    ENGINE,
    /** Not known. */
    @JsonProperty("unknown")
    UNKNOWN
  }

  /** Nothing is known. */
  public static final VersionProfile UNKNOWN =
      new VersionProfile(
          "unknown",
          "unknown",
          HealthPage.NONE,
          OptionalInt.empty(),
          ErrorFrame.UNKNOWN,
          Sure.UNKNOWN,
          LogWording.UNKNOWN,
          Set.of(),
          List.of());

  public VersionProfile {
    counters = Set.copyOf(counters);
    because = List.copyOf(because);
  }

  /**
   * The value of a counter on one page of metrics.
   *
   * @param series by name with labels, as in {@link MetricSample}
   * @return 0 where the series is not there yet and this version has it; empty where it is unknown
   */
  public OptionalDouble read(TargetCounter counter, Map<String, Double> series) {
    OptionalDouble seen = counter.in(series);
    return seen.isEmpty() && counters.contains(counter) ? OptionalDouble.of(0) : seen;
  }

  /** The same with another status for rejections, where the target was told which. */
  public VersionProfile rejectingWith(int status) {
    return new VersionProfile(
        product,
        version,
        health,
        OptionalInt.of(status),
        errorFrame,
        doneAfterError,
        logs,
        counters,
        because);
  }

  /**
   * The same, knowing of each counter that was seen in these samples that this version has it.
   *
   * @param samples of the whole run, from any source
   */
  public VersionProfile learning(List<MetricSample> samples) {
    Set<TargetCounter> known = EnumSet.noneOf(TargetCounter.class);
    known.addAll(counters);
    for (TargetCounter counter : TargetCounter.values()) {
      if (!known.contains(counter)
          && samples.stream().anyMatch(sample -> counter.in(sample.values()).isPresent())) {
        known.add(counter);
      }
    }
    return new VersionProfile(
        product,
        version,
        health,
        rejectionStatus,
        errorFrame,
        doneAfterError,
        logs,
        known,
        because);
  }

  /** One line for people. */
  public String sentence() {
    String name = product.equals("unknown") ? "product unknown" : product + " " + version;
    String refused =
        rejectionStatus.isPresent() ? "HTTP " + rejectionStatus.getAsInt() : "status unknown";
    return name
        + "; rejects with "
        + refused
        + "; errors in a stream: "
        + errorFrame.name().toLowerCase(Locale.ROOT)
        + " frame, [DONE] after them: "
        + doneAfterError.name().toLowerCase(Locale.ROOT)
        + "; counts "
        + (counters.isEmpty()
            ? "nothing known"
            : counters.stream()
                .sorted()
                .map(c -> c.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
  }
}
