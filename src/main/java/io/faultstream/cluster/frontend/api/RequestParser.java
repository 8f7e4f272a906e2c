package io.faultstream.cluster.frontend.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.faultstream.cluster.text.TokenIds;
import io.faultstream.cluster.text.Vocabulary;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads the body of an inference request: the usual OpenAI fields and Dynamo's own ({@code
 * ignore_eos}, {@code min_tokens}, …). First comes its shape, then the {@link Rules}. Fields
 * without meaning for an engine that counts are accepted. Safe for use by any thread.
 */
public final class RequestParser {

  private static final String ASSISTANT = "assistant";
  private static final List<String> ROLES =
      List.of("developer", "system", "user", ASSISTANT, "tool", "function");

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
    TokenIds prompt = endpoint == Endpoint.CHAT ? messages(fields) : prompt(fields);
    String model = fields.requiredText("model");
    boolean stream = fields.flag("stream");
    fields.flag("ignore_eos");
    fields.u32("min_tokens");
    for (Rules.Range range : Rules.RANGES) {
      fields.number(range.field());
    }
    long maxTokens = fields.u32(Rules.maxTokensField(fields)).orElse(defaultMaxTokens);
    Optional<String> broken = Rules.broken(endpoint, fields, maxTokens);
    if (broken.isPresent()) {
      throw InvalidRequestException.rule(
          broken.orElseThrow(), new InvalidRequestException.Asked(model, stream));
    }
    boolean usage = fields.get("stream_options").path("include_usage").asBoolean(false);
    return new GenerationRequest(endpoint, model, stream, usage, prompt, (int) maxTokens);
  }

  private JsonNode tree(byte[] body) throws InvalidRequestException {
    try {
      JsonNode node = json.readTree(body);
      if (!node.isObject()) {
        String found = node.isMissingNode() ? "EOF while parsing a value" : "expected a map";
        throw InvalidRequestException.malformed(found + " at line 1 column " + body.length);
      }
      return node;
    } catch (JsonEOFException cut) {
      throw InvalidRequestException.malformed("EOF while parsing a value" + at(cut, 1));
    } catch (JsonProcessingException wrong) {
      throw InvalidRequestException.malformed("expected value" + at(wrong, 0));
    } catch (java.io.IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
  }

  /** The place, less so many columns. */
  private static String at(JsonProcessingException failure, int less) {
    var place = failure.getLocation();
    return " at line " + place.getLineNr() + " column " + Math.max(0, place.getColumnNr() - less);
  }

  private static TokenIds messages(Fields fields) throws InvalidRequestException {
    JsonNode messages = fields.required("messages");
    if (!messages.isArray()) {
      throw fields.malformed("invalid type: " + Fields.shown(messages) + ", expected a sequence");
    }
    TokenIds ids = new TokenIds(64);
    for (JsonNode message : messages) {
      String role = message.path("role").asText("");
      if (!message.path("role").isTextual()) {
        throw fields.malformed("missing field `role`");
      }
      if (!ROLES.contains(role)) {
        String known = ROLES.stream().map(one -> "`" + one + "`").collect(Collectors.joining(", "));
        throw fields.malformed("unknown variant `" + role + "`, expected one of " + known);
      }
      if (!message.has("content") && !role.equals(ASSISTANT)) {
        throw fields.malformed("missing field `content`");
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

  private static TokenIds prompt(Fields fields) throws InvalidRequestException {
    JsonNode prompt = fields.required("prompt");
    TokenIds ids = new TokenIds(64);
    if (prompt.isTextual()) {
      Vocabulary.encode(prompt.asText(), ids);
    } else if (prompt.isArray() && prompt.size() == 1 && prompt.get(0).isTextual()) {
      Vocabulary.encode(prompt.get(0).asText(), ids);
    } else if (prompt.isArray()) {
      boolean nested = prompt.size() == 1 && prompt.get(0).isArray();
      for (JsonNode id : nested ? prompt.get(0) : prompt) {
        if (!id.canConvertToInt() || id.intValue() < 0 || !id.isIntegralNumber()) {
          throw noPrompt(fields);
        }
        ids.add(id.intValue());
      }
    } else {
      throw noPrompt(fields);
    }
    return ids;
  }

  private static InvalidRequestException noPrompt(Fields fields) {
    return fields.malformed("data did not match any variant of untagged enum Prompt");
  }
}
