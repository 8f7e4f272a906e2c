package io.faultstream.load.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LoadSpec.Api;
import io.faultstream.spec.LoadSpec.Dialect;
import io.faultstream.spec.LoadSpec.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The JSON body of a request. The dialect {@code dynamo} forces the length asked for with {@code
 * ignore_eos} and {@code min_tokens}; {@code openai} leaves out what only Dynamo knows.
 */
public record RequestBody(LoadSpec load, Kind kind, String model) {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** The body of a request with this prompt, UTF-8. */
  public byte[] bytes(String prompt) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256 + prompt.length());
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("model", model);
      writePrompt(json, prompt);
      json.writeNumberField("max_tokens", load.outputTokens());
      json.writeNumberField("temperature", 0);
      json.writeNumberField("seed", 0);
      if (load.dialect() == Dialect.DYNAMO) {
        json.writeBooleanField("ignore_eos", true);
        json.writeNumberField("min_tokens", load.outputTokens());
      }
      json.writeBooleanField("stream", kind.stream());
      if (kind.stream()) {
        json.writeObjectFieldStart("stream_options");
        json.writeBooleanField("include_usage", true);
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a request body cannot be written to memory", e);
    }
    return out.toByteArray();
  }

  private void writePrompt(JsonGenerator json, String prompt) throws IOException {
    if (kind.api() == Api.COMPLETIONS) {
      json.writeStringField("prompt", prompt);
      return;
    }
    json.writeArrayFieldStart("messages");
    json.writeStartObject();
    json.writeStringField("role", "user");
    json.writeStringField("content", prompt);
    json.writeEndObject();
    json.writeEndArray();
  }

  /** The route under the base address. */
  public String path() {
    return kind.api() == Api.CHAT ? "/v1/chat/completions" : "/v1/completions";
  }
}
