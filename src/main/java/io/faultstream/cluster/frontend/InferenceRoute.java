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
    HttpServerResponse response = request.response().setChunked(true);
    if (frontend.drain().draining()) {
      Reply.error(response, ApiError.draining());
    } else if (!frontend.pool().serves()) {
      // The route is switched off while no model is there: no body, no content type.
      response.setStatusCode(NOT_FOUND).end();
    } else if (!Reply.saysJson(request)) {
      frontend.metrics().failure("UnsupportedMedia", "request.unsupported_media");
      Reply.error(response, ApiError.unsupportedMedia());
    } else {
      String id = request.getHeader(Routes.REQUEST_ID);
      String clientId = id == null ? "" : id;
      request.body().onSuccess(body -> parsed(endpoint, body, clientId, response));
    }
  }

  private void parsed(
      Endpoint endpoint, Buffer body, String clientId, HttpServerResponse response) {
    GenerationRequest request;
    try {
      request = parser.parse(endpoint, body.getBytes());
    } catch (InvalidRequestException invalid) {
      refuse(endpoint, invalid, response);
      return;
    }
    if (!known(request.model())) {
      ApiError error = ApiError.modelNotFound();
      start(endpoint, request.model(), request.stream())
          .failed(error, "NotFound", "request.not_found");
      Reply.error(response, error);
    } else if (!frontend.pool().readyModels().contains(request.model())) {
      frontend.metrics().failure("Unavailable", "backend.unavailable");
      Reply.error(response, ApiError.modelNotReady(request.model()));
    } else {
      RequestMeter meter = start(endpoint, request.model(), request.stream());
      Exchange.Call call = new Exchange.Call(request, chance.uuid(), clientId, meter, errors);
      new Exchange(call, frontend, response).start();
    }
  }

  private boolean known(String model) {
    return !frontend.pool().serving(model).isEmpty();
  }

  private RequestMeter start(Endpoint endpoint, String model, boolean stream) {
    return frontend.metrics().start(endpoint, known(model) ? model : "unknown_model", stream);
  }

  /** Of the refused, the real one counts as requests only chats that broke a rule. */
  private void refuse(
      Endpoint endpoint, InvalidRequestException invalid, HttpServerResponse response) {
    ApiError error = invalid.error();
    if (invalid.asked().isPresent() && endpoint == Endpoint.CHAT) {
      InvalidRequestException.Asked asked = invalid.asked().orElseThrow();
      start(endpoint, asked.model(), asked.stream())
          .failed(error, "InvalidRequest", "request.invalid");
    } else {
      frontend.metrics().failure("InvalidRequest", "request.invalid");
    }
    frontend.log().warn("request refused status=%d error=%s", error.status(), error.message());
    Reply.error(response, error);
  }
}
