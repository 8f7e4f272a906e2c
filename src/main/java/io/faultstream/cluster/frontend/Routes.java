package io.faultstream.cluster.frontend;

import io.faultstream.cluster.frontend.api.ApiError;
import io.faultstream.cluster.frontend.api.Endpoint;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which request goes where. Every answer has a date and the client's {@code x-request-id}; a known
 * path with a wrong method says which it takes. For the event loop.
 */
final class Routes implements Handler<HttpServerRequest> {

  static final String REQUEST_ID = "x-request-id";

  /** What stands before the name of one model. */
  private static final String ONE_MODEL = "/v1/models/";

  private static final int METHOD_NOT_ALLOWED = 405;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final FrontendContext frontend;
  private final StatusRoutes status;
  private final Map<String, Route> routes = new TreeMap<>();

  Routes(FrontendContext frontend, InferenceRoute inference, StatusRoutes status) {
    this.frontend = frontend;
    this.status = status;
    for (Endpoint endpoint : Endpoint.values()) {
      routes.put(endpoint.path(), Route.post(request -> inference.handle(request, endpoint)));
    }
    routes.put("/v1/models", Route.get(request -> status.models(request.response())));
    routes.put("/health", Route.get(request -> status.health(request.response())));
    routes.put("/live", Route.get(request -> status.live(request.response())));
    routes.put("/metrics", Route.get(request -> status.metrics(request.response())));
    routes.put("/openapi.json", Route.get(request -> status.describe(request.response())));
    BusyThresholdRoute thresholds = new BusyThresholdRoute(frontend.pool(), status.model());
    routes.put(
        "/busy_threshold",
        new Route(
            Optional.of(request -> thresholds.show(request.response())),
            Optional.of(thresholds::change)));
  }

  /** What a path does with each method; HEAD is GET without its body. */
  private record Route(
      Optional<Handler<HttpServerRequest>> get, Optional<Handler<HttpServerRequest>> post) {

    static Route get(Handler<HttpServerRequest> page) {
      return new Route(Optional.of(page), Optional.empty());
    }

    static Route post(Handler<HttpServerRequest> action) {
      return new Route(Optional.empty(), Optional.of(action));
    }

    Optional<Handler<HttpServerRequest>> of(HttpMethod method) {
      if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
        return get;
      }
      return method.equals(HttpMethod.POST) ? post : Optional.empty();
    }

    String allowed() {
      if (get.isEmpty()) {
        return "POST";
      }
      return post.isPresent() ? "POST,GET,HEAD" : "GET,HEAD";
    }
  }

  @Override
  public void handle(HttpServerRequest request) {
    Instant now = Instant.ofEpochMilli(frontend.ticker().wallMillis());
    request.response().putHeader("date", DATE.format(now));
    String id = request.getHeader(REQUEST_ID);
    if (id != null) {
      request.response().putHeader(REQUEST_ID, id);
    }
    Optional<Route> route = route(request.path());
    if (route.isEmpty()) {
      frontend.metrics().failure("NotFound", "request.not_found");
      Reply.error(
          request.response(), ApiError.routeNotFound(request.method().name(), request.path()));
      return;
    }
    Route known = route.orElseThrow();
    known
        .of(request.method())
        .ifPresentOrElse(action -> action.handle(request), () -> refuse(request, known));
  }

  private static void refuse(HttpServerRequest request, Route route) {
    request.response().setStatusCode(METHOD_NOT_ALLOWED).putHeader("allow", route.allowed()).end();
  }

  private Optional<Route> route(String path) {
    if (path.startsWith(ONE_MODEL) && path.length() > ONE_MODEL.length()) {
      String name = path.substring(ONE_MODEL.length());
      return Optional.of(Route.get(request -> status.model(name, request.response())));
    }
    return Optional.ofNullable(routes.get(path));
  }
}
