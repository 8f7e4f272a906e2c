package io.faultstream.target.url;

import io.faultstream.history.VersionProfile;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.TargetSpec;
import io.faultstream.target.Approach;
import io.faultstream.target.Health;
import io.faultstream.target.HttpProbe.Answer;
import io.faultstream.target.Metrics;
import io.faultstream.target.Target;
import io.faultstream.target.TargetException;
import io.faultstream.target.WorkerControl;
import io.faultstream.target.profile.Detection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A server that someone else runs, at a base address with or without {@code /v1}. It is asked for
 * its health, its models and its metrics, and tried with one token before any load; nothing is ever
 * done to it. Thread-safe.
 */
public final class UrlTarget implements Target {
  private final TargetSpec spec;
  private final Approach approach;
  private final URI base;
  private final Listing listing;
  private volatile boolean hasMetrics;
  private volatile VersionProfile profile = VersionProfile.UNKNOWN;

  /**
   * Asks nothing yet.
   *
   * @throws IllegalArgumentException when there is no base address, or it is no http address
   */
  public UrlTarget(TargetSpec spec, Approach approach) {
    this.spec = spec;
    this.approach = approach;
    this.base =
        normalised(
            spec.url().orElseThrow(() -> new IllegalArgumentException("target.url is missing")));
    this.listing = new Listing(base, approach.access(), spec.model());
  }

  /** Why this is no base address, one sentence that names the key; empty when it is. */
  public static Optional<String> refusal(URI url) {
    boolean http =
        "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
    if (url.getRawUserInfo() != null) {
      return Optional.of("target.url must have no user and no password in it");
    }
    if (!http || url.getHost() == null) {
      return Optional.of("target.url must be like http://127.0.0.1:8000");
    }
    return url.getRawQuery() == null && url.getRawFragment() == null
        ? Optional.empty()
        : Optional.of("target.url must have no query and no fragment");
  }

  /** Scheme, host, port and path without a trailing slash and without {@code /v1}. */
  static URI normalised(URI url) {
    refusal(url)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(why);
            });
    String text = withoutSlashes(url.toString());
    return URI.create(
        text.endsWith("/v1") ? withoutSlashes(text.substring(0, text.length() - 3)) : text);
  }

  private static String withoutSlashes(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '/') {
      end--;
    }
    return text.substring(0, end);
  }

  @Override
  public void start() throws TargetException, InterruptedException {
    new Preflight(base, spec.readyWithin(), approach).pass(listing);
    profile = Detection.of(listing.server());
    Answer metrics = listing.server().get("/metrics");
    hasMetrics = metrics.ok() && !Metrics.parse(metrics.body()).series().isEmpty();
  }

  @Override
  public URI baseUri() {
    return base;
  }

  @Override
  public String model() {
    return spec.model();
  }

  @Override
  public Map<String, String> description() {
    return new TreeMap<>(
        Map.of(
            "kind",
            "url",
            "url",
            base.toString(),
            "model",
            spec.model(),
            "access",
            approach.access().toString(),
            "metrics",
            hasMetrics ? "read from /metrics" : "none"));
  }

  @Override
  public VersionProfile profile() {
    return profile;
  }

  @Override
  public Health health() throws InterruptedException {
    return listing.health();
  }

  @Override
  public Set<FaultKind> capabilities() {
    return Set.of();
  }

  @Override
  public String refusal(FaultKind kind) {
    return "target.kind=url is a server that someone else runs: nothing can be broken in it";
  }

  @Override
  public List<String> workerNames() {
    return List.of();
  }

  @Override
  public Map<String, URI> metricSources() {
    return hasMetrics ? Map.of("frontend", listing.server().address("/metrics")) : Map.of();
  }

  @Override
  public List<Ended> ends() {
    return List.of();
  }

  @Override
  public Optional<WorkerControl> workers() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
