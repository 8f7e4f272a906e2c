package io.faultstream.target.url;

import io.faultstream.spec.FaultKind;
import io.faultstream.spec.TargetSpec;
import io.faultstream.target.Health;
import io.faultstream.target.Target;
import io.faultstream.target.WorkerControl;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Comes next. */
public final class UrlTarget implements Target {
  private final TargetSpec spec;

  /** Not started yet. */
  public UrlTarget(TargetSpec spec) {
    this.spec = spec;
  }

  @Override
  public void start() {}

  @Override
  public URI baseUri() {
    return spec.url().orElseThrow();
  }

  @Override
  public String model() {
    return spec.model();
  }

  @Override
  public Map<String, String> description() {
    return Map.of();
  }

  @Override
  public Health health() {
    return new Health(false, "", 0);
  }

  @Override
  public Set<FaultKind> capabilities() {
    return Set.of();
  }

  @Override
  public String refusal(FaultKind kind) {
    return kind.label();
  }

  @Override
  public Map<String, URI> metricSources() {
    return Map.of();
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
