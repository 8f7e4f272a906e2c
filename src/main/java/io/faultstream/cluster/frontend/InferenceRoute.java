package io.faultstream.cluster.frontend;

import io.faultstream.cluster.frontend.api.ApiError;
import io.faultstream.cluster.frontend.api.Endpoint;
import io.faultstream.cluster.frontend.api.GenerationRequest;
import io.faultstream.cluster.frontend.api.InvalidRequestException;
import io.faultstream.cluster.frontend.api.RequestParser;
import io.faultstream.cluster.frontend.metrics.RequestMeter;
import io.faultstream.cluster.time.Chance;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** The two inference routes: who is let in, and what the others are told. For the event loop. */
final class InferenceRoute {

  private static final String REQUEST_ID = "x-request-id";
  private static final int NOT_FOUND = 404;

  private final FrontendContext frontend;
  private final RequestParser parser;
  private final ErrorMapping errors;
  private final Chance chance;

  InferenceRoute(FrontendContext frontend, RequestParser parser, ErrorMapping errors, Chance own) {
    this.frontend = frontend;
    this.parser = parser;
    this.errors = errors;
    this.chance = own;
  }

  void handle(HttpServerRequest request, Endpoint endpoint) {
    String id = request.getHeader(REQUEST_ID);
    if (id != null) {
      request.response().putHeader(REQUEST_ID, id);
    }
    if (frontend.drain().draining()) {
      Reply.error(request.response(), ApiError.draining());
    } else if (frontend.pool().instances().isEmpty()) {
      // The route is switched off while no model is there: no body, no content type.
      request.response().setStatusCode(NOT_FOUND).end();
    } else {
      String clientId = id == null ? "" : id;
      request.body().onSuccess(body -> parsed(endpoint, body, clientId, request.response()));
    }
  }

  private void parsed(
      Endpoint endpoint, Buffer body, String clientId, HttpServerResponse response) {
    GenerationRequest request;
    try {
      request = parser.parse(endpoint, body.getBytes());
    } catch (InvalidRequestException invalid) {
      refuse(endpoint, invalid.error(), response);
      return;
    }
    boolean known =
        frontend.pool().instances().stream()
            .anyMatch(instance -> instance.model().equals(request.model()));
    RequestMeter meter =
        frontend
            .metrics()
            .start(endpoint, known ? request.model() : "unknown_model", request.stream());
    if (!known) {
      ApiError error = ApiError.modelNotFound();
      meter.failed(error, "NotFound", "request.not_found");
      Reply.error(response, error);
      return;
    }
    Exchange.Call call = new Exchange.Call(request, chance.uuid(), clientId, meter, errors);
    new Exchange(call, frontend, response).start();
  }

  private void refuse(Endpoint endpoint, ApiError error, HttpServerResponse response) {
    String model = frontend.pool().instances().get(0).model();
    frontend
        .metrics()
        .start(endpoint, model, false)
        .failed(error, "InvalidRequest", "request.invalid");
    frontend.log().warn("request refused status=%d error=%s", error.status(), error.message());
    Reply.error(response, error);
  }
}
