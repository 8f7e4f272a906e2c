package io.faultstream.cluster.frontend.api;

/** The two inference routes, and how their names appear in ids, bodies and metrics. */
public enum Endpoint {
  /** {@code POST /v1/chat/completions}. */
  CHAT("/v1/chat/completions", "chat_completions", "chatcmpl-", "chat.completion"),
  /** {@code POST /v1/completions}. */
  COMPLETIONS("/v1/completions", "completions", "cmpl-", "text_completion");

  private final String path;
  private final String label;
  private final String idPrefix;
  private final String object;

  Endpoint(String path, String label, String idPrefix, String object) {
    this.path = path;
    this.label = label;
    this.idPrefix = idPrefix;
    this.object = object;
  }

  /** The route. */
  public String path() {
    return path;
  }

  /** The value of the metric label {@code endpoint}. */
  public String label() {
    return label;
  }

  /** What stands before the uuid in an answer's id. */
  public String idPrefix() {
    return idPrefix;
  }

  /** The field {@code object} of a whole answer. */
  public String object() {
    return object;
  }

  /** The field {@code object} of a chunk. */
  public String chunkObject() {
    return this == CHAT ? "chat.completion.chunk" : object;
  }
}
