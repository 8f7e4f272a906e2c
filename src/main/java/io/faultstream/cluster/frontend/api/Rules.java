package io.faultstream.cluster.frontend.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules that a readable body may break, in the words of the real one. Stateless. */
final class Rules {

  /** Fields that are numbers, where they are there, and what they may be. */
  static final List<Range> RANGES =
      List.of(
          new Range("temperature", "Temperature", 0, 2),
          new Range("top_p", "Top_p", 0, 1),
          new Range("presence_penalty", "Presence penalty", -2, 2),
          new Range("frequency_penalty", "Frequency penalty", -2, 2),
          new Range("n", "n", 1, 128));

  /** Dynamo's upper bound of {@code max_tokens}. */
  private static final int MOST_TOKENS = 1 << 20;

  private static final Set<String> COMMON =
      Set.of(
          "model",
          "stream",
          "stream_options",
          "max_tokens",
          "min_tokens",
          "ignore_eos",
          "n",
          "temperature",
          "top_p",
          "top_k",
          "min_p",
          "seed",
          "stop",
          "stop_token_ids",
          "user",
          "presence_penalty",
          "frequency_penalty",
          "repetition_penalty",
          "length_penalty",
          "logit_bias",
          "logprobs",
          "best_of",
          "metadata",
          "nvext",
          "cache_salt",
          "skip_special_tokens",
          "include_stop_str_in_output",
          "use_beam_search",
          "guided_json",
          "guided_regex",
          "guided_choice",
          "guided_grammar",
          "guided_decoding_backend",
          "guided_whitespace_pattern");
  private static final Set<String> CHAT_ONLY =
      Set.of(
          "messages",
          "max_completion_tokens",
          "top_logprobs",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "response_format",
          "reasoning_effort",
          "store",
          "modalities",
          "audio",
          "prediction",
          "service_tier",
          "functions",
          "function_call",
          "web_search_options",
          "verbosity",
          "safety_identifier",
          "prompt_cache_key",
          "chat_template_args",
          "chat_template_kwargs",
          "add_generation_prompt",
          "mm_processor_kwargs",
          "media_io_kwargs");
  private static final Set<String> COMPLETIONS_ONLY =
      Set.of("prompt", "suffix", "echo", "prompt_embeds", "add_special_tokens");

  private Rules() {}

  /** What a number may be, and how the rule calls it. */
  record Range(String field, String name, int least, int most) {

    Optional<String> broken(Fields fields) {
      JsonNode value = fields.get(field);
      return Optional.of(name + " must be between " + least + " and " + most + ", got " + value)
          .filter(any -> value.isNumber())
          .filter(any -> value.doubleValue() < least || value.doubleValue() > most);
    }
  }

  /** The field that says how long the answer may be: of a chat, the newer one wins. */
  static String maxTokensField(Fields fields) {
    return fields.present("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
  }

  /** The first rule that is broken. */
  static Optional<String> broken(Endpoint endpoint, Fields fields, long maxTokens) {
    return unknown(endpoint, fields.body())
        .or(() -> question(endpoint, fields))
        .or(() -> tokens(fields, maxTokens))
        .or(() -> RANGES.stream().flatMap(range -> range.broken(fields).stream()).findFirst())
        .or(() -> options(fields));
  }

  private static Optional<String> unknown(Endpoint endpoint, JsonNode body) {
    Set<String> own = endpoint == Endpoint.CHAT ? CHAT_ONLY : COMPLETIONS_ONLY;
    List<String> unknown = new ArrayList<>();
    for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!COMMON.contains(name) && !own.contains(name)) {
        unknown.add("`" + name + "`");
      }
    }
    return Optional.of("Unsupported parameter(s): " + String.join(", ", unknown))
        .filter(any -> !unknown.isEmpty());
  }

  private static Optional<String> question(Endpoint endpoint, Fields fields) {
    if (endpoint == Endpoint.CHAT) {
      return Optional.of("The 'messages' field cannot be empty. At least one message is required.")
          .filter(any -> fields.get("messages").isEmpty());
    }
    JsonNode prompt = fields.get("prompt");
    if (prompt.isArray()) {
      return Optional.of("Prompt string array cannot be empty")
          .filter(any -> prompt.isEmpty())
          .or(() -> first(prompt));
    }
    return Optional.of("Prompt string cannot be empty").filter(any -> prompt.asText().isEmpty());
  }

  /** Of several prompts only one is taken, so that no other place than the first is told. */
  private static Optional<String> first(JsonNode prompts) {
    JsonNode first = prompts.get(0);
    String kind = first.isTextual() ? "string" : "integer array";
    boolean empty =
        first.isTextual() ? first.asText().isEmpty() : first.isArray() && first.isEmpty();
    return Optional.of("Prompt " + kind + " at index 0 cannot be empty").filter(any -> empty);
  }

  private static Optional<String> tokens(Fields fields, long maxTokens) {
    String field = maxTokensField(fields).replace('_', ' ');
    String name = "M" + field.substring(1);
    if (maxTokens == 0) {
      return Optional.of(name + " must be greater than 0, got 0");
    }
    return Optional.of(name + " must not exceed " + MOST_TOKENS + ", got " + maxTokens)
        .filter(any -> maxTokens > MOST_TOKENS);
  }

  private static Optional<String> options(Fields fields) {
    return Optional.of("The 'stream_options' field is only allowed when 'stream' is set to true.")
        .filter(any -> fields.present("stream_options"))
        .filter(any -> !fields.get("stream").asBoolean(false));
  }
}
