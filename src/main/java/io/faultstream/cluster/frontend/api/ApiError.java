package io.faultstream.cluster.frontend.api;

/**
 * An error as clients see it (reference: real-dynamo.md, 3.3).
 *
 * @param type the reason phrase of the status, or "Overloaded"
 * @param label the value of the metric label {@code error_type}
 * @param details further JSON members, beginning with a comma, or empty
 */
public record ApiError(int status, String message, String type, String label, String details) {

  private static final String INTERNAL_MESSAGE = "Internal server error";

  private ApiError(int status, String message, String type, String label) {
    this(status, message, type, label, "");
  }

  /** 400 for a request that breaks a rule. */
  public static ApiError validation(String rule) {
    return new ApiError(400, "Validation: " + rule, "Bad Request", "validation");
  }

  /** 400 for a body that is not of the right shape. */
  public static ApiError malformed(String why) {
    String message = "Failed to deserialize the JSON body into the target type: " + why;
    return new ApiError(400, message, "Bad Request", "internal");
  }

  /** 415 for a body that does not say that it is JSON. */
  public static ApiError unsupportedMedia() {
    String message = "Expected request with Content-Type application/json";
    return new ApiError(415, message, "Unsupported Media Type", "internal");
  }

  /** 404 for a model that nobody serves while others are served. */
  public static ApiError modelNotFound() {
    return new ApiError(404, "Model not found", "Not Found", "not_found");
  }

  /** 404 for a path that is no route. */
  public static ApiError routeNotFound(String method, String path) {
    String message = "Route not found: " + method + " " + path;
    return new ApiError(404, message, "Not Found", "not_found");
  }

  /** 503 when the worker was lost or could not be reached. */
  public static ApiError unavailable() {
    return serviceUnavailable("Service temporarily unavailable");
  }

  /** 503 when all registered workers are left out at present. */
  public static ApiError modelNotReady(String model) {
    return serviceUnavailable(
        "Model `"
            + model
            + "` is not ready to serve requests yet. The deployment may still be starting up or"
            + " is not fully provisioned. Please retry shortly.");
  }

  /** 503 while the frontend drains. */
  public static ApiError draining() {
    return serviceUnavailable("Service is not ready");
  }

  private static ApiError serviceUnavailable(String message) {
    return new ApiError(503, message, "Service Unavailable", "unavailable");
  }

  /** Rejection, with the configured status (529 or 503). */
  public static ApiError overloaded(int status) {
    return new ApiError(status, "Service temporarily overloaded", "Overloaded", "overload");
  }

  /** 500 when the engine failed. */
  public static ApiError internal() {
    return new ApiError(
        500,
        INTERNAL_MESSAGE,
        "Internal Server Error",
        "internal",
        ",\"details\":{\"backend_status\":500}");
  }

  /** The body of a reply. */
  public String body() {
    return "{" + members(type) + details + "}";
  }

  /** The data of a frame inside a stream that had begun. */
  public String frame() {
    String snake = type.toLowerCase(java.util.Locale.ROOT).replace(' ', '_');
    return "{\"error\":{" + members(snake) + "}}";
  }

  private String members(String typeName) {
    return "\"message\":"
        + JsonText.quoted(message)
        + ",\"type\":\""
        + typeName
        + "\",\"code\":"
        + status;
  }
}
