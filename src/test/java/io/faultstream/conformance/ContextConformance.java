package io.faultstream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An engine whose prompt and answer together have room for 256 tokens; the mocker's rules. */
@DisplayName("the limit of the context")
abstract class ContextConformance extends SharedConformance {
  private static final int ROOM = 256;
  private static final String LONG = "word ".repeat(400);
  private static final String REQUESTS = "dynamo_frontend_requests_total";
  private static final String FAILURES = "dynamo_frontend_failures_total";
  private static final String PROMPTS = "dynamo_frontend_input_sequence_tokens_count";

  ContextConformance(Kind kind) {
    super(kind, Layout.plain().with(Trait.SHORT_CONTEXT));
  }

  @Test
  void itIsAnnounced() throws Exception {
    JsonNode model = client().get("/v1/models/tiny").json();
    assertThat(model.path("context_window").asInt()).isEqualTo(ROOM);
    assertThat(system().metrics().sum("dynamo_frontend_model_context_length")).isEqualTo(ROOM);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answerIsCutWhereItIsFull(boolean chat) throws Exception {
    Ask ask = chat ? Ask.chat(5000) : Ask.completion(5000);
    JsonNode whole = client().ask(ask).json();
    assertThat(whole.path("choices").path(0).path("finish_reason").asText()).isEqualTo("length");
    int answer = assertFull(whole.path("usage"));
    TokenStream stream = client().stream(ask.withUsage()).awaitEnd();
    Frames.of(ask, stream).assertWhole(answer);
    assertThat(assertFull(stream.usage().orElseThrow())).isEqualTo(answer);
  }

  private static int assertFull(JsonNode usage) {
    assertThat(usage.path("total_tokens").asInt()).isEqualTo(ROOM);
    int answer = usage.path("completion_tokens").asInt();
    assertThat(answer).isEqualTo(ROOM - usage.path("prompt_tokens").asInt());
    assertThat(usage.path("prompt_tokens_details").path("cached_tokens").isInt()).isTrue();
    return answer;
  }

  @Test
  void promptAboveItIsAnErrorOfTheServer() throws Exception {
    Exposition before = system().metrics();
    for (Ask ask : List.of(Ask.chat(5, LONG), Ask.completion(5, LONG))) {
      Reply reply = client().ask(ask);
      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.header("content-type")).isEqualTo("application/json");
      assertThat(reply.body())
          .isEqualTo(
              "{\"message\":\"Internal server error\",\"type\":\"Internal Server Error\","
                  + "\"code\":500,\"details\":{\"backend_status\":500}}");
    }
    assertCounted(before, "unary", "runtime.internal");
  }

  @Test
  void promptAboveItIsAnErrorInsideAStream() throws Exception {
    Exposition before = system().metrics();
    for (Ask ask : List.of(Ask.chat(5, LONG), Ask.completion(5, LONG))) {
      TokenStream stream = client().stream(ask.withUsage()).awaitEnd();
      assertThat(stream.status()).isEqualTo(200);
      assertThat(stream.header("content-type")).isEqualTo("text/event-stream");
      assertThat(stream.events())
          .containsExactly(
              "{\"error\":{\"message\":\"Internal server error\","
                  + "\"type\":\"internal_server_error\",\"code\":500}}",
              "[DONE]");
    }
    assertCounted(before, "stream", "runtime.unclassified");
  }

  private void assertCounted(Exposition before, String type, String reason)
      throws InterruptedException {
    String[] labels = {"status", "error", "error_type", "internal", "request_type", type};
    Await.that(
        "2 requests counted",
        () -> system().metrics().sum(REQUESTS, labels) == before.sum(REQUESTS, labels) + 2);
    Exposition after = system().metrics();
    String[] failure = {"class", "Internal", "reason", reason};
    assertThat(after.sum(FAILURES, failure)).isEqualTo(before.sum(FAILURES, failure) + 2);
    assertThat(after.sum(PROMPTS)).isEqualTo(before.sum(PROMPTS));
  }
}
