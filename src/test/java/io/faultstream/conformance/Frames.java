package io.faultstream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * The chunks of a whole stream, and the rule for them. Each content chunk has one token, and the
 * first of a chat the role. The reason of the end is either in the last content chunk (an engine
 * that says it with its last token, as the counting one) or in a chunk of its own behind it,
 * without content (the mocker, the embedded one). Then comes the usage, if it was asked for,
 * without a choice. All have the same id, time, model and object.
 *
 * @param chat whether it is a chat
 * @param chunks as they came
 */
record Frames(boolean chat, List<JsonNode> chunks) {

  static Frames of(Ask ask, TokenStream stream) {
    return new Frames(ask.isChat(), stream.chunks());
  }

  /** The usage of the last chunk. */
  JsonNode usage() {
    JsonNode last = chunks.get(chunks.size() - 1);
    assertThat(last.path("choices")).isEmpty();
    return last.path("usage");
  }

  /** Whether the reason of the end has a chunk of its own. */
  boolean finishApart() {
    return chunks.stream().anyMatch(chunk -> finished(chunk) && TokenStream.text(chunk).isEmpty());
  }

  /** The rule, for a stream of so many tokens that was ended by its length. */
  void assertWhole(int tokens) {
    for (JsonNode chunk : chunks) {
      assertEnvelope(chunk);
    }
    int choices = tokens + (finishApart() ? 1 : 0);
    for (int i = 0; i < choices; i++) {
      assertChoice(chunks.get(i), i, i == choices - 1);
      assertThat(TokenStream.text(chunks.get(i)).isEmpty()).isEqualTo(i >= tokens);
    }
    assertThat(chunks.size()).isBetween(choices, choices + 1);
  }

  private void assertEnvelope(JsonNode chunk) {
    JsonNode first = chunks.get(0);
    assertThat(chunk.path("id")).isEqualTo(first.path("id"));
    assertThat(chunk.path("id").asText()).startsWith(chat ? "chatcmpl-" : "cmpl-");
    assertThat(chunk.path("created")).isEqualTo(first.path("created"));
    assertThat(chunk.path("created").asLong()).isGreaterThan(1_700_000_000);
    assertThat(chunk.path("model").asText()).isEqualTo("tiny");
    assertThat(chunk.path("object").asText())
        .isEqualTo(chat ? "chat.completion.chunk" : "text_completion");
    List<String> names =
        chat
            ? List.of("id", "choices", "created", "model", "object")
            : List.of("id", "choices", "created", "model", "system_fingerprint", "object", "usage");
    assertThat(chunk.fieldNames()).toIterable().startsWith(names.toArray(new String[0]));
  }

  private void assertChoice(JsonNode chunk, int place, boolean last) {
    JsonNode choice = chunk.path("choices").path(0);
    assertThat(choice.path("index").asInt(-1)).isZero();
    assertThat(finished(chunk)).isEqualTo(last);
    if (chat) {
      assertThat(choice.fieldNames())
          .toIterable()
          .containsExactly("index", "delta", "finish_reason", "logprobs");
      assertThat(choice.path("delta").path("role").asText(""))
          .isEqualTo(place == 0 ? "assistant" : "");
    } else {
      List<String> names =
          last ? List.of("text", "index", "finish_reason") : List.of("text", "index");
      assertThat(choice.fieldNames()).toIterable().isEqualTo(names);
      assertThat(chunk.path("usage").isNull()).isTrue();
    }
  }

  private static boolean finished(JsonNode chunk) {
    return chunk.path("choices").path(0).path("finish_reason").asText("").equals("length");
  }
}
