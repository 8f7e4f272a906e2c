package io.faultstream.cluster.discovery;

/**
 * A worker that serves: its id, where its request plane listens and what its engine can hold.
 *
 * @param id positive; decimal in {@code /health}, hexadecimal in the worker's own metrics
 * @param role its part of a request
 */
public record Instance(
    long id,
    Role role,
    String model,
    String host,
    int port,
    long createdMillis,
    EngineLimits limits) {

  /** Checks the values, because they come from files that others wrote. */
  public Instance {
    if (id <= 0 || model.isEmpty() || host.isEmpty() || port <= 0 || port > 65_535) {
      throw new IllegalArgumentException("not an instance: id " + id + ", port " + port);
    }
  }

  /** Where its request plane listens. */
  public String address() {
    return host + ":" + port;
  }

  /** The endpoint that it serves, as paths name it: {@code dynamo/backend/generate}. */
  public String endpoint() {
    return "dynamo/" + role.component() + "/generate";
  }

  /** The id as worker metrics and paths show it. */
  public String hexId() {
    return Long.toHexString(id);
  }
}
