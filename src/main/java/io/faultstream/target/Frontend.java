package io.faultstream.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.faultstream.history.TargetCounter;
import io.faultstream.history.VersionProfile;
import io.faultstream.spec.Access;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * What can be asked of a frontend over HTTP, whoever runs it. An HTTP 200 alone says nothing: a
 * frontend without any worker is "healthy" too. Thread-safe.
 */
public final class Frontend {
  private static final Duration DEADLINE = Duration.ofSeconds(3);
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final URI base;
  private final HttpProbe probe;

  /** At this address, without {@code /v1}. */
  public Frontend(URI base) {
    this(base, Access.none());
  }

  /** The same, that wants to see these headers. */
  public Frontend(URI base, Access access) {
    this.base = base;
    this.probe = new HttpProbe(DEADLINE, access);
  }

  /** One page of it; {@code path} begins with a slash. */
  public HttpProbe.Answer get(String path) throws InterruptedException {
    return probe.get(address(path));
  }

  /** The address of one page. */
  public URI address(String path) {
    return URI.create(base + path);
  }

  /** The models it lists; empty when it does not answer with a list. */
  public Optional<List<String>> models() throws InterruptedException {
    HttpProbe.Answer answer = get("/v1/models");
    return answer.ok() ? models(answer.body()) : Optional.empty();
  }

  /** The same of a body of {@code /v1/models}; empty when it is no such list. */
  public static Optional<List<String>> models(String body) {
    return json(body).flatMap(Frontend::models);
  }

  private static Optional<List<String>> models(JsonNode list) {
    if (!list.path("data").isArray()) {
      return Optional.empty();
    }
    List<String> models = new ArrayList<>();
    for (JsonNode model : list.path("data")) {
      if (!model.path("id").isTextual()) {
        return Optional.empty();
      }
      models.add(model.path("id").textValue());
    }
    return Optional.of(models);
  }

  /** The same by component: {@code backend}, and {@code prefill} in the split topology. */
  public Optional<Map<String, Set<String>>> instancesByComponent() throws InterruptedException {
    HttpProbe.Answer answer = get("/health");
    return answer.ok() ? list(answer.body()).map(Frontend::byComponent) : Optional.empty();
  }

  private static Map<String, Set<String>> byComponent(JsonNode instances) {
    Map<String, Set<String>> all = new TreeMap<>();
    for (JsonNode instance : instances) {
      if (generates(instance)) {
        all.computeIfAbsent(instance.path("component").asText(), any -> new LinkedHashSet<>())
            .add(instance.path("instance_id").asText());
      }
    }
    return all;
  }

  private static boolean generates(JsonNode instance) {
    return instance.path("endpoint").asText().equals("generate");
  }

  /** Ids of the workers that it counts: instances of the endpoint {@code generate}. */
  public Optional<Set<String>> instances() throws InterruptedException {
    HttpProbe.Answer answer = get("/health");
    return answer.ok() ? instances(answer.body()) : Optional.empty();
  }

  /** The same of a body of {@code /health}; empty when it has no such list. */
  public static Optional<Set<String>> instances(String body) {
    return list(body).map(Frontend::generating);
  }

  private static Optional<JsonNode> list(String body) {
    return json(body).map(json -> json.path("instances")).filter(JsonNode::isArray);
  }

  private static Set<String> generating(JsonNode instances) {
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode instance : instances) {
      if (generates(instance)) {
        ids.add(instance.path("instance_id").asText());
      }
    }
    return ids;
  }

  /** One of its counters now; empty when it does not answer or does not count that. */
  public OptionalLong counter(TargetCounter counter, VersionProfile profile)
      throws InterruptedException {
    HttpProbe.Answer answer = get("/metrics");
    OptionalDouble value =
        answer.ok()
            ? profile.read(counter, Metrics.parse(answer.body()).series())
            : OptionalDouble.empty();
    return value.isPresent()
        ? OptionalLong.of(Math.round(value.getAsDouble()))
        : OptionalLong.empty();
  }

  private static Optional<JsonNode> json(String body) {
    try {
      return Optional.of(JSON.readTree(body));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
