package io.faultstream.conformance;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A request for tokens.
 *
 * @param path the route
 * @param body what is sent, changed by the methods
 */
record Ask(String path, ObjectNode body) {
  static final String CHAT = "/v1/chat/completions";
  static final String COMPLETIONS = "/v1/completions";
  static final String MODEL = "tiny";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PROMPT = "Hello there, count!!";

  /** A chat of one message, for so many tokens, all at once. */
  static Ask chat(int tokens) {
    return chat(tokens, PROMPT);
  }

  /** The same with a text of its own. */
  static Ask chat(int tokens, String prompt) {
    ObjectNode body = JSON.createObjectNode().put("model", MODEL).put("max_tokens", tokens);
    body.putArray("messages").addObject().put("role", "user").put("content", prompt);
    return new Ask(CHAT, body.put("ignore_eos", true));
  }

  /** A completion, for so many tokens, all at once. */
  static Ask completion(int tokens) {
    return completion(tokens, PROMPT);
  }

  /** The same with a text of its own. */
  static Ask completion(int tokens, String prompt) {
    ObjectNode body = JSON.createObjectNode().put("model", MODEL).put("max_tokens", tokens);
    return new Ask(COMPLETIONS, body.put("prompt", prompt).put("ignore_eos", true));
  }

  /** As a stream that ends without usage. */
  Ask streaming() {
    return new Ask(path, body.deepCopy().put("stream", true));
  }

  /** As a stream that ends with usage. */
  Ask withUsage() {
    Ask stream = streaming();
    stream.body.putObject("stream_options").put("include_usage", true);
    return stream;
  }

  /** Whether it is for a chat. */
  boolean isChat() {
    return path.equals(CHAT);
  }

  /** The metric label {@code endpoint}. */
  String endpoint() {
    return isChat() ? "chat_completions" : "completions";
  }
}
