package io.faultstream.cluster.frontend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.faultstream.cluster.discovery.Instance;
import io.faultstream.cluster.frontend.api.ApiError;
import io.faultstream.cluster.frontend.api.Endpoint;
import io.faultstream.cluster.metrics.Exposition;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/** What is not inference: health, models, metrics. For the event loop. */
final class StatusRoutes {

  private static final String FOLLOWED = "1.6.1";

  private static final List<String> ROUTES =
      List.of(
          "/busy_threshold",
          "/health",
          "/live",
          "/metrics",
          Endpoint.CHAT.path(),
          Endpoint.COMPLETIONS.path(),
          "/v1/models",
          "/v1/models/{*model_id}");

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
    List<Instance> instances = frontend.defect().told(frontend.pool().instances());
    ArrayNode endpoints = body.putArray("endpoints");
    instances.stream()
        .map(instance -> "dyn://" + instance.endpoint().replace('/', '.'))
        .distinct()
        .sorted()
        .forEach(endpoints::add);
    ArrayNode list = body.putArray("instances");
    instances.forEach(instance -> describe(instance, list.addObject()));
    Reply.json(response, draining ? 503 : 200, body.toString());
  }

  private static void describe(Instance instance, ObjectNode node) {
    node.put("component", instance.role().component()).put("endpoint", "generate");
    node.put("namespace", "dynamo");
    node.put("instance_id", instance.id());
    node.putObject("transport")
        .put("tcp", instance.address() + "/" + instance.hexId() + "/" + instance.endpoint());
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

  /** The models that can be asked now; not those whose workers are all left out. */
  void models(HttpServerResponse response) {
    ObjectNode body = json.createObjectNode().put("object", "list");
    ArrayNode data = body.putArray("data");
    frontend.pool().readyModels().forEach(name -> data.add(described(name)));
    Reply.json(response, 200, body.toString());
  }

  void model(String name, HttpServerResponse response) {
    if (frontend.pool().serving(name).isEmpty()) {
      Reply.error(response, ApiError.modelNotFound());
    } else if (frontend.pool().readyModels().contains(name)) {
      Reply.json(response, 200, described(name).toString());
    } else {
      Reply.error(response, ApiError.modelNotReady(name));
    }
  }

  private ObjectNode described(String name) {
    List<Instance> serving = frontend.pool().serving(name);
    long created = serving.stream().mapToLong(Instance::createdMillis).min().orElse(0) / 1000;
    int context = serving.stream().mapToInt(one -> one.limits().contextTokens()).min().orElse(0);
    return json.createObjectNode()
        .put("id", name)
        .put("object", "model")
        .put("created", created)
        .put("owned_by", "nvidia")
        .put("context_window", context);
  }

  /** The model that this frontend was started for. */
  String model() {
    return model;
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
    response.end(frontend.metrics().write(frontend.pool().readyModels(), uptime));
  }
}
