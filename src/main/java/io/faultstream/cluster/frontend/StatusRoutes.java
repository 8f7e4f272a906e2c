package io.faultstream.cluster.frontend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.faultstream.cluster.discovery.Instance;
import io.faultstream.cluster.frontend.api.ApiError;
import io.faultstream.cluster.frontend.api.Endpoint;
import io.faultstream.cluster.frontend.routing.BusyThresholds;
import io.faultstream.cluster.metrics.Exposition;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is not inference: health, models, metrics, thresholds. For the event loop. */
final class StatusRoutes {

  private static final String DECODE = "active_decode_blocks_threshold";
  private static final String PREFILL = "active_prefill_tokens_threshold";
  private static final String PREFILL_SHARE = "active_prefill_tokens_threshold_frac";

  private static final String FOLLOWED = "1.6.1";

  private static final List<String> ROUTES =
      List.of(
          "/busy_threshold",
          "/health",
          "/live",
          "/metrics",
          Endpoint.CHAT.path(),
          Endpoint.COMPLETIONS.path(),
          "/v1/models");

  private final FrontendContext frontend;
  private final String model;
  private final long startNanos;
  private final ObjectMapper json = new ObjectMapper();

  StatusRoutes(FrontendContext frontend, String model) {
    this.frontend = frontend;
    this.model = model;
    this.startNanos = frontend.ticker().nanos();
  }

  void health(HttpServerResponse response) {
    ObjectNode body = json.createObjectNode();
    boolean draining = frontend.drain().draining();
    body.put("status", draining ? "not_ready" : "healthy");
    if (draining) {
      body.put("stage", "draining");
    }
    List<Instance> instances = frontend.pool().instances();
    ArrayNode endpoints = body.putArray("endpoints");
    if (!instances.isEmpty()) {
      endpoints.add("dyn://dynamo.backend.generate");
    }
    ArrayNode list = body.putArray("instances");
    instances.forEach(instance -> describe(instance, list.addObject()));
    Reply.json(response, draining ? 503 : 200, body.toString());
  }

  private static void describe(Instance instance, ObjectNode node) {
    node.put("component", "backend").put("endpoint", "generate").put("namespace", "dynamo");
    node.put("instance_id", instance.id());
    node.putObject("transport")
        .put("tcp", instance.address() + "/" + instance.hexId() + "/dynamo/backend/generate");
    node.put("device_type", "cuda").put("request_plane_codec", "msgpack");
  }

  void live(HttpServerResponse response) {
    if (frontend.drain().draining()) {
      Reply.json(
          response, 503, "{\"status\":\"shutting_down\",\"message\":\"Service is shutting down\"}");
    } else {
      Reply.json(response, 200, "{\"status\":\"live\",\"message\":\"Service is live\"}");
    }
  }

  void models(HttpServerResponse response) {
    Map<String, Long> createdSeconds = new TreeMap<>();
    for (Instance instance : frontend.pool().instances()) {
      createdSeconds.merge(instance.model(), instance.createdMillis() / 1000, Math::min);
    }
    ObjectNode body = json.createObjectNode().put("object", "list");
    ArrayNode data = body.putArray("data");
    createdSeconds.forEach(
        (name, created) ->
            data.addObject()
                .put("id", name)
                .put("object", "model")
                .put("created", created)
                .put("owned_by", "nvidia")
                .put("context_window", context(name)));
    Reply.json(response, 200, body.toString());
  }

  private int context(String name) {
    return frontend.pool().instances().stream()
        .filter(instance -> instance.model().equals(name))
        .mapToInt(instance -> instance.limits().contextTokens())
        .min()
        .orElse(0);
  }

  /** The routes, and the version of the real one that is followed. */
  void describe(HttpServerResponse response) {
    ObjectNode body = json.createObjectNode().put("openapi", "3.1.0");
    body.putObject("info")
        .put("title", "Embedded cluster, following the NVIDIA Dynamo OpenAI Frontend")
        .put("version", FOLLOWED);
    ObjectNode paths = body.putObject("paths");
    ROUTES.forEach(route -> paths.putObject(route));
    Reply.json(response, 200, body.toString());
  }

  void metrics(HttpServerResponse response) {
    response.putHeader("content-type", Exposition.CONTENT_TYPE);
    long uptime = frontend.ticker().nanos() - startNanos;
    response.end(frontend.metrics().write(frontend.pool().loads(), uptime));
  }

  void busyThresholds(HttpServerResponse response) {
    ObjectNode body = json.createObjectNode();
    body.putArray("thresholds").add(thresholds());
    Reply.json(response, 200, body.toString());
  }

  void changeBusyThresholds(Buffer text, HttpServerResponse response) {
    try {
      JsonNode body = json.readTree(text.getBytes());
      if (!body.path("model").asText("").equals(model)) {
        Reply.error(response, ApiError.modelNotFound());
        return;
      }
      BusyThresholds old = frontend.pool().thresholds();
      frontend
          .pool()
          .thresholds(
              new BusyThresholds(
                  share(body, DECODE).or(old::decodeBlocks),
                  Optional.of(body.path(PREFILL))
                      .filter(JsonNode::isIntegralNumber)
                      .map(JsonNode::longValue)
                      .or(old::prefillTokens),
                  share(body, PREFILL_SHARE).or(old::prefillShare)));
      Reply.json(response, 200, thresholds().toString());
    } catch (JsonProcessingException wrong) {
      Reply.error(response, ApiError.malformed(wrong.getOriginalMessage()));
    } catch (java.io.IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
  }

  private static Optional<Double> share(JsonNode body, String name) {
    return Optional.of(body.path(name)).filter(JsonNode::isNumber).map(JsonNode::doubleValue);
  }

  private ObjectNode thresholds() {
    BusyThresholds now = frontend.pool().thresholds();
    ObjectNode node = json.createObjectNode().put("model", model);
    node.put(DECODE, now.decodeBlocks().orElse(null));
    node.put(PREFILL, now.prefillTokens().orElse(null));
    node.put(PREFILL_SHARE, now.prefillShare().orElse(null));
    return node;
  }
}
