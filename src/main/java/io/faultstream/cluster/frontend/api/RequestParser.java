package io.faultstream.cluster.frontend.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.faultstream.cluster.text.TokenIds;
import io.faultstream.cluster.text.Vocabulary;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Reads and checks the body of an inference request: the usual OpenAI fields and Dynamo's own
 * ({@code ignore_eos}, {@code min_tokens}, …). Fields without meaning for an engine that counts are
 * accepted. Safe for use by any thread.
 */
public final class RequestParser {

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

  private final ObjectMapper json =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private final int defaultMaxTokens;

  /** With the tokens of an answer when the request does not say how many. */
  public RequestParser(int defaultMaxTokens) {
    this.defaultMaxTokens = defaultMaxTokens;
  }

  /** The request, or the reply that refuses it. */
  public GenerationRequest parse(Endpoint endpoint, byte[] body) throws InvalidRequestException {
    Fields fields = new Fields(tree(body), body.length);
    String model = fields.requiredText("model");
    boolean stream = fields.flag("stream");
    TokenIds prompt =
        endpoint == Endpoint.CHAT ? messages(fields) : prompt(fields, fields.required("prompt"));
    rejectUnknown(endpoint, fields.body());
    fields.number("temperature", 0, 2);
    fields.number("top_p", 0, 1);
    fields.number("presence_penalty", -2, 2);
    fields.number("frequency_penalty", -2, 2);
    fields.flag("ignore_eos");
    int maxTokens = maxTokens(fields);
    long minTokens = fields.u32("min_tokens").orElse(0);
    if (minTokens > maxTokens) {
      throw new InvalidRequestException(
          ApiError.validation(
              "min_tokens (" + minTokens + ") must not exceed max_tokens (" + maxTokens + ")"));
    }
    boolean usage = fields.get("stream_options").path("include_usage").asBoolean(false);
    return new GenerationRequest(endpoint, model, stream, usage, prompt, maxTokens);
  }

  private JsonNode tree(byte[] body) throws InvalidRequestException {
    try {
      JsonNode node = json.readTree(body);
      if (!node.isObject()) {
        String found = node.isMissingNode() ? "EOF while parsing a value" : "expected a map";
        throw new InvalidRequestException(
            ApiError.malformed(found + " at line 1 column " + body.length));
      }
      return node;
    } catch (JsonEOFException cut) {
      throw new InvalidRequestException(ApiError.malformed("EOF while parsing a value" + at(cut)));
    } catch (JsonProcessingException wrong) {
      throw new InvalidRequestException(ApiError.malformed("expected value" + at(wrong)));
    } catch (java.io.IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
  }

  private static String at(JsonProcessingException failure) {
    var place = failure.getLocation();
    return " at line " + place.getLineNr() + " column " + Math.max(0, place.getColumnNr() - 1);
  }

  private static void rejectUnknown(Endpoint endpoint, JsonNode body)
      throws InvalidRequestException {
    Set<String> own = endpoint == Endpoint.CHAT ? CHAT_ONLY : COMPLETIONS_ONLY;
    List<String> unknown = new ArrayList<>();
    for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!COMMON.contains(name) && !own.contains(name)) {
        unknown.add("`" + name + "`");
      }
    }
    if (!unknown.isEmpty()) {
      throw new InvalidRequestException(
          ApiError.validation("Unsupported parameter(s): " + String.join(", ", unknown)));
    }
  }

  private int maxTokens(Fields fields) throws InvalidRequestException {
    String name = fields.present("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
    long asked = fields.u32(name).orElse(defaultMaxTokens);
    if (asked == 0) {
      throw new InvalidRequestException(
          ApiError.validation("Max tokens must be greater than 0, got 0"));
    }
    if (asked > MOST_TOKENS) {
      throw new InvalidRequestException(
          ApiError.validation("Max tokens must not exceed " + MOST_TOKENS + ", got " + asked));
    }
    return (int) asked;
  }

  private static TokenIds messages(Fields fields) throws InvalidRequestException {
    JsonNode messages = fields.required("messages");
    if (!messages.isArray()) {
      throw fields.malformed("invalid type: " + Fields.shown(messages) + ", expected a sequence");
    }
    if (messages.isEmpty()) {
      throw new InvalidRequestException(
          ApiError.validation(
              "The 'messages' field cannot be empty. At least one message is required."));
    }
    TokenIds ids = new TokenIds(64);
    for (JsonNode message : messages) {
      if (!message.path("role").isTextual()) {
        throw fields.malformed("missing field `role`");
      }
      for (int i = 0; i < Vocabulary.PER_MESSAGE; i++) {
        ids.add(i);
      }
      content(message.path("content"), ids);
    }
    return ids;
  }

  private static void content(JsonNode content, TokenIds ids) {
    if (content.isTextual()) {
      Vocabulary.encode(content.asText(), ids);
    }
    for (JsonNode part : content) {
      Vocabulary.encode(part.path("text").asText(""), ids);
    }
  }

  private static TokenIds prompt(Fields fields, JsonNode prompt) throws InvalidRequestException {
    TokenIds ids = new TokenIds(64);
    if (prompt.isTextual()) {
      Vocabulary.encode(prompt.asText(), ids);
    } else if (prompt.isArray() && prompt.size() == 1 && prompt.get(0).isTextual()) {
      Vocabulary.encode(prompt.get(0).asText(), ids);
    } else if (prompt.isArray() && !prompt.isEmpty()) {
      for (JsonNode id : prompt) {
        if (!id.canConvertToInt() || id.intValue() < 0 || !id.isIntegralNumber()) {
          throw fields.malformed("data did not match any variant of untagged enum Prompt");
        }
        ids.add(id.intValue());
      }
    } else if (!prompt.isArray()) {
      throw fields.malformed("data did not match any variant of untagged enum Prompt");
    }
    if (ids.size() == 0) {
      throw new InvalidRequestException(ApiError.validation("Prompt string cannot be empty"));
    }
    return ids;
  }
}
