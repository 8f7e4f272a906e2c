package io.faultstream.cluster.frontend;

import io.faultstream.cluster.frontend.api.ApiError;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;

/** Short replies. For the event loop. */
final class Reply {

  static final String JSON = "application/json";

  /** The reason phrase of statuses that have no name, as the real one writes it. */
  private static final String NO_PHRASE = "<none>";

  private Reply() {}

  static Future<Void> json(HttpServerResponse response, int status, String body) {
    response.setStatusCode(status).putHeader("content-type", JSON);
    if (status == 529) {
      response.setStatusMessage(NO_PHRASE);
    }
    return response.end(body);
  }

  /** Whether a request says that its body is JSON. */
  static boolean saysJson(HttpServerRequest request) {
    String type = request.getHeader("content-type");
    String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return media.equals(JSON) || media.endsWith("+json");
  }

  static Future<Void> error(HttpServerResponse response, ApiError error) {
    return json(response, error.status(), error.body());
  }
}
