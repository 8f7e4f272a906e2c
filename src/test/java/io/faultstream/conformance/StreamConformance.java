package io.faultstream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tokens, as stream and as one answer. The text counts from 0 on both systems: the embedded engine
 * and the counting engine behind the real frontend write the same.
 */
@DisplayName("streams and whole answers")
abstract class StreamConformance extends SharedConformance {
  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  StreamConformance(Kind kind) {
    super(kind, Layout.plain());
  }

  static List<Ask> bothRoutes() {
    return List.of(Ask.chat(5), Ask.completion(5));
  }

  @ParameterizedTest
  @MethodSource("bothRoutes")
  void framesComeInOrder(Ask ask) throws Exception {
    TokenStream stream = client().stream(ask.withUsage()).awaitEnd();
    assertThat(stream.status()).isEqualTo(200);
    assertThat(stream.broken()).isEmpty();
    assertLinesAreEvents(stream);
    Frames frames = Frames.of(ask, stream);
    frames.assertWhole(5);
    assertThat(stream.text()).isEqualTo(TokenStream.numbers(5));
    assertUsage(frames.usage(), 5);
  }

  @ParameterizedTest
  @MethodSource("bothRoutes")
  void withoutUsageNothingComesBetweenTheFinishAndTheEndMark(Ask ask) throws Exception {
    TokenStream stream = client().stream(ask.streaming()).awaitEnd();
    Frames.of(ask, stream).assertWhole(5);
    assertThat(stream.usage()).isEmpty();
    assertThat(stream.done()).isTrue();
  }

  @Test
  void streamOfOneTokenHasRoleAndFinishToo() throws Exception {
    Ask ask = Ask.chat(1);
    TokenStream stream = client().stream(ask.streaming()).awaitEnd();
    Frames.of(ask, stream).assertWhole(1);
    assertThat(stream.text()).isEqualTo(" 0");
  }

  /** One line {@code data:} each, an empty line behind it, nothing else. */
  private static void assertLinesAreEvents(TokenStream stream) {
    List<String> lines = stream.lines();
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i)).matches(i % 2 == 0 ? "data: .+" : "");
    }
    assertThat(stream.done()).isTrue();
  }

  @Test
  void wholeChatHasAllItsFields() throws Exception {
    JsonNode body = client().ask(Ask.chat(3)).json();
    assertThat(body.fieldNames())
        .toIterable()
        .containsExactly("id", "choices", "created", "model", "object", "usage");
    assertThat(body.path("id").asText()).matches("chatcmpl-" + UUID);
    assertThat(body.path("object").asText()).isEqualTo("chat.completion");
    assertThat(body.path("model").asText()).isEqualTo("tiny");
    assertThat(body.path("created").asLong()).isGreaterThan(1_700_000_000);
    assertThat(body.path("choices")).hasSize(1);
    assertThat(body.path("choices").get(0).toString())
        .isEqualTo(
            "{\"index\":0,\"message\":{\"content\":\" 0 1 2\",\"refusal\":null,"
                + "\"role\":\"assistant\"},\"finish_reason\":\"length\",\"logprobs\":null}");
    assertUsage(body.path("usage"), 3);
  }

  @Test
  void wholeCompletionHasAllItsFields() throws Exception {
    JsonNode body = client().ask(Ask.completion(3)).json();
    assertThat(body.fieldNames())
        .toIterable()
        .containsExactly(
            "id", "choices", "created", "model", "system_fingerprint", "object", "usage");
    assertThat(body.path("id").asText()).matches("cmpl-" + UUID);
    assertThat(body.path("object").asText()).isEqualTo("text_completion");
    assertThat(body.path("system_fingerprint").isNull()).isTrue();
    assertThat(body.path("choices")).hasSize(1);
    assertThat(body.path("choices").get(0).toString())
        .isEqualTo("{\"text\":\" 0 1 2\",\"index\":0,\"finish_reason\":\"length\"}");
    assertUsage(body.path("usage"), 3);
  }

  private static void assertUsage(JsonNode usage, int tokens) {
    int prompt = usage.path("prompt_tokens").asInt();
    assertThat(prompt).isPositive();
    assertThat(usage.path("completion_tokens").asInt()).isEqualTo(tokens);
    assertThat(usage.path("total_tokens").asInt()).isEqualTo(prompt + tokens);
  }

  @Test
  void sameQuestionCostsTheSameOnBothWays() throws Exception {
    JsonNode whole = client().ask(Ask.chat(3)).json().path("usage");
    TokenStream stream = client().stream(Ask.chat(3).withUsage()).awaitEnd();
    assertThat(stream.usage().orElseThrow()).isEqualTo(whole);
  }

  @Test
  void limitsOfTheAnswerAreTakenAsTheRealOneTakesThem() throws Exception {
    Ask both = Ask.chat(3);
    both.body().put("max_completion_tokens", 2);
    assertThat(content(both)).isEqualTo(" 0 1");
    Ask least = Ask.chat(3);
    least.body().put("min_tokens", 5);
    assertThat(content(least)).isEqualTo(" 0 1 2");
    Ask two = Ask.chat(3);
    two.body().put("n", 2);
    assertThat(client().ask(two).json().path("choices")).hasSize(1);
  }

  private String content(Ask ask) throws InterruptedException {
    return client()
        .ask(ask)
        .json()
        .path("choices")
        .path(0)
        .path("message")
        .path("content")
        .asText();
  }

  @Test
  void promptMayBeTokensOrOneText() throws Exception {
    Ask tokens = Ask.completion(2);
    tokens.body().putArray("prompt").add(10).add(11).add(12);
    JsonNode reply = client().ask(tokens).json();
    assertThat(reply.path("usage").path("prompt_tokens").asInt()).isEqualTo(3);
    assertThat(reply.path("choices").path(0).path("text").asText()).isEqualTo(" 0 1");
    Ask text = Ask.completion(2);
    text.body().putArray("prompt").add("Hello");
    assertThat(client().ask(text).status()).isEqualTo(200);
  }
}
