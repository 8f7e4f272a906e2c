package io.faultstream.cluster.frontend.api;

import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/**
 * The bytes of one answer, as stream or whole, in the letter of real-dynamo.md, 3.1. Built once per
 * request, because all chunks of a stream share all but their text. For the event loop.
 */
public final class Answer {

  private static final String DONE = "data: [DONE]\n\n";

  private final Endpoint endpoint;
  private final String head;
  private final String tail;
  private final String id;
  private final String model;
  private final long createdSeconds;
  private boolean first = true;

  /** An answer to a request. */
  public Answer(GenerationRequest request, UUID requestId, long createdSeconds) {
    this.endpoint = request.endpoint();
    this.id = endpoint.idPrefix() + requestId;
    this.model = JsonText.quoted(request.model());
    this.createdSeconds = createdSeconds;
    this.head = "data: {\"id\":\"" + id + "\",\"choices\":[";
    this.tail =
        "],\"created\":"
            + createdSeconds
            + ",\"model\":"
            + model
            + fingerprint()
            + ",\"object\":\""
            + endpoint.chunkObject()
            + "\"";
  }

  private String fingerprint() {
    return endpoint == Endpoint.CHAT ? "" : ",\"system_fingerprint\":null";
  }

  /** A chunk with the text of one token; the first of a chat also has the role. */
  public Buffer token(String text) {
    String quoted = JsonText.quoted(text);
    if (endpoint == Endpoint.COMPLETIONS) {
      return chunk("{\"text\":" + quoted + ",\"index\":0}");
    }
    String role = first ? ",\"role\":\"assistant\"" : "";
    first = false;
    return chunk(
        "{\"index\":0,\"delta\":{\"content\":"
            + quoted
            + role
            + "},\"finish_reason\":null,\"logprobs\":null}");
  }

  /** The chunk that ends the text. */
  public Buffer finish() {
    return chunk(
        endpoint == Endpoint.CHAT
            ? "{\"index\":0,\"delta\":{},\"finish_reason\":\"length\",\"logprobs\":null}"
            : "{\"text\":\"\",\"index\":0,\"finish_reason\":\"length\"}");
  }

  private Buffer chunk(String choice) {
    String usage = endpoint == Endpoint.CHAT ? "" : ",\"usage\":null";
    return Buffer.buffer(head + choice + tail + usage + "}\n\n");
  }

  /** The chunk of usage. */
  public Buffer usage(int promptTokens, int completionTokens) {
    String usage = usageJson(promptTokens, completionTokens);
    return Buffer.buffer(head + tail + ",\"usage\":" + usage + "}\n\n");
  }

  /** The frame of an error inside a stream. */
  public static Buffer error(ApiError error) {
    return Buffer.buffer("data: " + error.frame() + "\n\n");
  }

  /** The mark at the end of every stream, also after an error. */
  public static Buffer done() {
    return Buffer.buffer(DONE);
  }

  /** The whole answer at once. */
  public String whole(String text, int promptTokens, int completionTokens) {
    String quoted = JsonText.quoted(text);
    String choice =
        endpoint == Endpoint.CHAT
            ? "{\"index\":0,\"message\":{\"content\":"
                + quoted
                + ",\"refusal\":null,\"role\":\"assistant\"},"
                + "\"finish_reason\":\"length\",\"logprobs\":null}"
            : "{\"text\":" + quoted + ",\"index\":0,\"finish_reason\":\"length\"}";
    return "{\"id\":\""
        + id
        + "\",\"choices\":["
        + choice
        + "],\"created\":"
        + createdSeconds
        + ",\"model\":"
        + model
        + fingerprint()
        + ",\"object\":\""
        + endpoint.object()
        + "\",\"usage\":"
        + usageJson(promptTokens, completionTokens)
        + "}";
  }

  private static String usageJson(int promptTokens, int completionTokens) {
    return "{\"prompt_tokens\":"
        + promptTokens
        + ",\"completion_tokens\":"
        + completionTokens
        + ",\"total_tokens\":"
        + (promptTokens + completionTokens)
        + ",\"prompt_tokens_details\":{\"cached_tokens\":0}}";
  }
}
