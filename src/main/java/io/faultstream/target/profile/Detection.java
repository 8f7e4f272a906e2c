package io.faultstream.target.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.errorprone.annotations.Immutable;
import io.faultstream.history.TargetCounter;
import io.faultstream.history.VersionProfile;
import io.faultstream.history.VersionProfile.ErrorFrame;
import io.faultstream.history.VersionProfile.HealthPage;
import io.faultstream.history.VersionProfile.LogWording;
import io.faultstream.history.VersionProfile.Sure;
import io.faultstream.target.Frontend;
import io.faultstream.target.HttpProbe.Answer;
import io.faultstream.target.Metrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds out a frontend's {@link VersionProfile} from three of its pages. Versions from 1.6 on
 * describe themselves in {@code /openapi.json}, older ones are told by the metrics that they have.
 * What only an overload or an error would show follows from the version where that was tried (1.6);
 * of another, newer or older, only what it shows is counted on. Stateless.
 */
public final class Detection {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** The versions whose behaviour was seen. */
  private static final String TRIED = "1.6.";

  private static final String PREFIX = "dynamo_frontend_";

  /** Metrics that are there from the start and that the older versions lack. */
  private static final List<String> NEWER =
      List.of(PREFIX + "active_requests", PREFIX + "model_ready", PREFIX + "stage_requests");

  /** A gauge that is there from the start in all versions that count migrations. */
  private static final String MIGRATION_LIMIT = PREFIX + "model_migration_limit";

  private Detection() {}

  /**
   * The three pages.
   *
   * @param openapi {@code /openapi.json}
   * @param health {@code /health}
   * @param metrics {@code /metrics}
   */
  public record Pages(Answer openapi, Answer health, Answer metrics) {}

  /** Asks for the pages, each under the frontend's deadline. */
  public static VersionProfile of(Frontend frontend) throws InterruptedException {
    return of(
        new Pages(
            frontend.get("/openapi.json"), frontend.get("/health"), frontend.get("/metrics")));
  }

  /** The profile that follows from the pages. */
  static VersionProfile of(Pages pages) {
    Map<String, Double> series =
        pages.metrics.ok() ? Metrics.parse(pages.metrics.body()).series() : Map.of();
    Set<String> families = families(pages.metrics.body(), series);
    Optional<String> version = version(pages.openapi);
    List<String> because = new ArrayList<>();
    because.add(
        version
            .map(v -> "/openapi.json says version " + v)
            .orElse("no version in /openapi.json (" + pages.openapi.brief() + ")"));
    Era era = era(version, families, because);
    Set<TargetCounter> counters = counters(era, families, series);
    HealthPage health = health(pages.health);
    because.add("/health " + (health == HealthPage.NONE ? pages.health.brief() : "answers"));
    return new VersionProfile(
        era.product,
        version.orElse("unknown"),
        health,
        era.errors.rejection(),
        era.errors.frame(),
        era.errors.doneAfter(),
        era.logs,
        counters,
        because);
  }

  /** What is known of the versions. */
  private enum Era {
    /** 1.6: as seen on 1.6.1. */
    TRIED("dynamo", LogWording.RUNTIME, new Errors(529, ErrorFrame.DATA, Sure.YES)),
    /** With the newer metrics, of another version or silent about it. */
    NEWER("dynamo", LogWording.RUNTIME, new Errors(529, ErrorFrame.DATA, Sure.UNKNOWN)),
    /** Without them. */
    OLDER("dynamo", LogWording.ENGINE, new Errors(503, ErrorFrame.EVENT, Sure.UNKNOWN)),
    /** No Dynamo, or none that counts. */
    OTHER("unknown", LogWording.UNKNOWN, new Errors(0, ErrorFrame.UNKNOWN, Sure.UNKNOWN));

    private final String product;
    private final LogWording logs;
    private final Errors errors;

    Era(String product, LogWording logs, Errors errors) {
      this.product = product;
      this.logs = logs;
      this.errors = errors;
    }
  }

  /** How overload and an error inside a stream are told; a status of 0 is not known. */
  @Immutable
  private record Errors(int rejectionStatus, ErrorFrame frame, Sure doneAfter) {
    OptionalInt rejection() {
      return rejectionStatus == 0 ? OptionalInt.empty() : OptionalInt.of(rejectionStatus);
    }
  }

  private static Era era(Optional<String> version, Set<String> families, List<String> because) {
    if (version.filter(Detection::tried).isPresent()) {
      because.add("1.6: as seen on 1.6.1");
      return Era.TRIED;
    }
    Optional<String> newer = NEWER.stream().filter(families::contains).findFirst();
    if (newer.isPresent()) {
      because.add("/metrics has " + newer.get() + ": a newer version");
      return Era.NEWER;
    }
    if (families.stream().anyMatch(name -> name.startsWith(PREFIX))) {
      because.add("/metrics has " + PREFIX + "… but none of " + NEWER + ": an older version");
      return Era.OLDER;
    }
    because.add("/metrics has no " + PREFIX + "…: no Dynamo, or none that counts");
    return Era.OTHER;
  }

  /** What is counted for certain; the rest is learnt when its first event comes. */
  private static Set<TargetCounter> counters(
      Era era, Set<String> families, Map<String, Double> series) {
    if (era == Era.TRIED) {
      return EnumSet.allOf(TargetCounter.class);
    }
    boolean migrations = families.contains(MIGRATION_LIMIT);
    return Arrays.stream(TargetCounter.values())
        .filter(
            counter ->
                counter.in(series).isPresent()
                    || families.contains(counter.family())
                    || (migrations && counter.family().contains("_migration_")))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(TargetCounter.class)));
  }

  private static boolean tried(String version) {
    return version.startsWith(TRIED);
  }

  /** The version in a description of Dynamo's own API. */
  private static Optional<String> version(Answer openapi) {
    if (!openapi.ok()) {
      return Optional.empty();
    }
    try {
      JsonNode info = JSON.readTree(openapi.body()).path("info");
      return info.path("title").asText().contains("Dynamo")
          ? Optional.of(info.path("version").asText()).filter(text -> !text.isBlank())
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static HealthPage health(Answer health) {
    if (health.status() == 0 || health.status() == 404 || health.status() == 405) {
      return HealthPage.NONE;
    }
    return Frontend.instances(health.body()).isPresent() ? HealthPage.INSTANCES : HealthPage.STATUS;
  }

  /** Names by series and by the lines that announce a type before there is a series. */
  private static Set<String> families(String page, Map<String, Double> series) {
    Map<String, Boolean> names = new TreeMap<>();
    series.keySet().forEach(key -> names.put(key.split("\\{", 2)[0], true));
    page.lines()
        .filter(line -> line.startsWith("# TYPE "))
        .forEach(line -> names.put(line.split(" ", -1)[2], true));
    return names.keySet();
  }
}
