package io.faultstream.cluster.frontend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.faultstream.cluster.frontend.api.ApiError;
import io.faultstream.cluster.frontend.routing.BusyThresholds;
import io.faultstream.cluster.frontend.routing.WorkerPool;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/** The thresholds above which a worker is busy, read and changed. For the event loop. */
final class BusyThresholdRoute {

  private static final String DECODE = "active_decode_blocks_threshold";
  private static final String PREFILL = "active_prefill_tokens_threshold";
  private static final String PREFILL_SHARE = "active_prefill_tokens_threshold_frac";
  private static final String TEXT = "text/plain; charset=utf-8";

  private final WorkerPool pool;
  private final String model;
  private final ObjectMapper json = new ObjectMapper();

  BusyThresholdRoute(WorkerPool pool, String model) {
    this.pool = pool;
    this.model = model;
  }

  void show(HttpServerResponse response) {
    ObjectNode body = json.createObjectNode();
    body.putArray("thresholds").add(shown(model, pool.thresholds()));
    Reply.json(response, 200, body.toString());
  }

  void change(HttpServerRequest request) {
    if (Reply.saysJson(request)) {
      request.body().onSuccess(body -> change(body, request.response()));
    } else {
      text(request.response(), 415, "Expected request with `Content-Type: application/json`");
    }
  }

  private void change(Buffer text, HttpServerResponse response) {
    JsonNode body;
    try {
      body = json.readTree(text.getBytes());
    } catch (JsonProcessingException wrong) {
      String why = wrong.getOriginalMessage().replace('\n', ' ');
      text(response, 400, "Failed to parse the request body as JSON: " + why);
      return;
    } catch (java.io.IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
    Optional<String> share = outside(body, DECODE).or(() -> outside(body, PREFILL_SHARE));
    if (!body.path("model").isTextual()) {
      String why = "missing field `model` at line 1 column " + text.length();
      error(response, 422, ApiError.malformed(why).message());
    } else if (share.isPresent()) {
      error(response, 400, share.orElseThrow());
    } else {
      change(body, body.path("model").asText(), response);
    }
  }

  /** Those of another model are taken and change nothing here. */
  private void change(JsonNode body, String name, HttpServerResponse response) {
    BusyThresholds old = name.equals(model) ? pool.thresholds() : BusyThresholds.none();
    BusyThresholds changed =
        new BusyThresholds(
            number(body, DECODE).map(JsonNode::doubleValue).or(old::decodeBlocks),
            number(body, PREFILL).map(JsonNode::longValue).or(old::prefillTokens),
            number(body, PREFILL_SHARE).map(JsonNode::doubleValue).or(old::prefillShare));
    if (name.equals(model)) {
      pool.thresholds(changed);
    }
    Reply.json(response, 200, shown(name, changed).toString());
  }

  private static Optional<JsonNode> number(JsonNode body, String name) {
    return Optional.of(body.path(name)).filter(JsonNode::isNumber);
  }

  private static Optional<String> outside(JsonNode body, String name) {
    return number(body, name)
        .filter(share -> share.doubleValue() < 0 || share.doubleValue() > 1)
        .map(share -> name + " must be between 0.0 and 1.0, got " + share);
  }

  private ObjectNode shown(String name, BusyThresholds thresholds) {
    ObjectNode node = json.createObjectNode().put("model", name);
    node.put(DECODE, thresholds.decodeBlocks().orElse(null));
    node.put(PREFILL, thresholds.prefillTokens().orElse(null));
    node.put(PREFILL_SHARE, thresholds.prefillShare().orElse(null));
    return node;
  }

  private void error(HttpServerResponse response, int status, String message) {
    Reply.json(response, status, json.createObjectNode().put("error", message).toString());
  }

  private static void text(HttpServerResponse response, int status, String message) {
    response.setStatusCode(status).putHeader("content-type", TEXT).end(message);
  }
}
