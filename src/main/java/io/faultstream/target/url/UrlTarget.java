package io.faultstream.target.url;

import io.faultstream.history.VersionProfile;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.TargetSpec;
import io.faultstream.target.Frontend;
import io.faultstream.target.Health;
import io.faultstream.target.HttpProbe.Answer;
import io.faultstream.target.Metrics;
import io.faultstream.target.Target;
import io.faultstream.target.TargetException;
import io.faultstream.target.WorkerControl;
import io.faultstream.target.profile.Detection;
import io.faultstream.time.Poll;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A server that someone else runs, at a base address with or without {@code /v1}. It is asked for
 * its health, its models and its metrics; nothing is ever done to it. Thread-safe.
 */
public final class UrlTarget implements Target {
  private static final Duration EVERY = Duration.ofMillis(250);
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;

  private final TargetSpec spec;
  private final URI base;
  private final Frontend server;
  private volatile boolean hasMetrics;
  private volatile VersionProfile profile = VersionProfile.UNKNOWN;

  /**
   * Asks nothing yet.
   *
   * @throws IllegalArgumentException when there is no base address, or it is no http address
   */
  public UrlTarget(TargetSpec spec) {
    this.spec = spec;
    this.base =
        normalised(
            spec.url().orElseThrow(() -> new IllegalArgumentException("target.url is missing")));
    this.server = new Frontend(base);
  }

  /** Why this is no base address, one sentence that names the key; empty when it is. */
  public static Optional<String> refusal(URI url) {
    boolean http =
        "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
    if (url.getRawUserInfo() != null) {
      return Optional.of("target.url must have no user and no password in it");
    }
    if (!http || url.getHost() == null) {
      return Optional.of("target.url must be like http://127.0.0.1:8000, was " + url);
    }
    return url.getRawQuery() == null && url.getRawFragment() == null
        ? Optional.empty()
        : Optional.of("target.url must have no query and no fragment, was " + url);
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
    // What is wrong for good is said at once; what is only not there yet is waited for.
    Optional<String> said = Poll.until(spec.readyWithin(), EVERY, this::readyOrWrong);
    if (said.isEmpty()) {
      String waited = "not ready within " + spec.readyWithin().toSeconds() + " s";
      throw new TargetException(
          "the server at " + base + ": " + waited + " (" + health().sentence() + ")");
    }
    String refused = said.orElseThrow();
    if (!refused.isEmpty()) {
      throw new TargetException("the server at " + base + ": " + refused);
    }
    Answer metrics = server.get("/metrics");
    profile = Detection.of(server);
    hasMetrics = metrics.ok() && !Metrics.parse(metrics.body()).series().isEmpty();
  }

  /** Empty text when it is ready, a reason when it never will be, nothing when not yet. */
  private Optional<String> readyOrWrong() throws InterruptedException {
    Answer answer = server.get("/v1/models");
    Optional<String> wrong =
        switch (answer.status()) {
          case OK -> wrongModels(answer);
          case UNAUTHORIZED, FORBIDDEN ->
              Optional.of("/v1/models: " + answer.brief() + ", and no key can be given");
          case NOT_FOUND, NOT_ALLOWED ->
              isMissing(server.get("/health"))
                  ? Optional.of("it has no /v1/models and no /health, so it is no such server")
                  : Optional.empty();
          default -> Optional.empty();
        };
    // A server without a list of models is taken at its word.
    return wrong.isPresent() || !health().ok() ? wrong : Optional.of("");
  }

  private Optional<String> wrongModels(Answer answer) {
    Optional<List<String>> models = Frontend.models(answer.body());
    if (models.isEmpty()) {
      String type = answer.contentType().isEmpty() ? "" : " (" + answer.contentType() + ")";
      return Optional.of("what it gives for /v1/models is no list of models" + type);
    }
    // An empty list may still fill.
    return models
        .filter(names -> !names.isEmpty() && !names.contains(spec.model()))
        .map(names -> "it serves " + names + ", not '" + spec.model() + "' (target.model)");
  }

  private static boolean isMissing(Answer answer) {
    return answer.status() == NOT_FOUND || answer.status() == NOT_ALLOWED;
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
            "metrics",
            hasMetrics ? "read from /metrics" : "none"));
  }

  @Override
  public VersionProfile profile() {
    return profile;
  }

  @Override
  public Health health() throws InterruptedException {
    Answer answer = server.get("/health");
    if (isMissing(answer)) {
      return healthByModels();
    }
    String said = "/health: " + answer.brief();
    if (!answer.ok()) {
      return new Health(false, said, 0);
    }
    // A frontend that counts its workers is "healthy" without any of them too.
    return Frontend.instances(answer.body())
        .map(ids -> new Health(!ids.isEmpty(), said + ", instances " + ids.size(), ids.size()))
        .orElse(new Health(true, said, 0));
  }

  private Health healthByModels() throws InterruptedException {
    Optional<List<String>> models = server.models();
    if (models.isEmpty()) {
      return new Health(false, "no /health, and /v1/models gives no list", 0);
    }
    boolean listed = models.orElseThrow().contains(spec.model());
    return new Health(listed, "no /health; /v1/models lists " + models.orElseThrow(), 0);
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
    return hasMetrics ? Map.of("frontend", server.address("/metrics")) : Map.of();
  }

  @Override
  public List<UnexpectedEnd> unexpectedEnds() {
    return List.of();
  }

  @Override
  public Optional<WorkerControl> workers() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
