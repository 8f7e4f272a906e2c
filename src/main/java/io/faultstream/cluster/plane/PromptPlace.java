package io.faultstream.cluster.plane;

/**
 * Where a computed prompt is kept until a decode worker has fetched it.
 *
 * @param host of the worker that keeps it
 * @param port of its request plane
 * @param id of the prompt there
 */
public record PromptPlace(String host, int port, long id) {

  /** For log lines: {@code host:port/id}. */
  @Override
  public String toString() {
    return host + ":" + port + "/" + Long.toHexString(id);
  }
}
