package io.faultstream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request is told that cannot be served whatever the workers do. */
@DisplayName("refused requests")
abstract class ErrorConformance extends SharedConformance {
  private static final String MALFORMED =
      "Failed to deserialize the JSON body into the target type: ";

  /** Stands for the usual beginning of a body on each route. */
  private static final String CHAT =
      "{'model':'tiny','messages':[{'role':'user','content':'Hello'}]";

  private static final String PROMPT = "{'model':'tiny','prompt':'Hello'";

  ErrorConformance(Kind kind) {
    super(kind, Layout.plain());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void unknownModelIsNotFound(boolean stream) throws Exception {
    for (Ask ask : new Ask[] {Ask.chat(2), Ask.completion(2)}) {
      ask.body().put("model", "other").put("stream", stream);
      Reply reply = client().ask(ask);
      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.header("content-type")).isEqualTo("application/json");
      assertThat(reply.body())
          .isEqualTo("{\"message\":\"Model not found\",\"type\":\"Not Found\",\"code\":404}");
    }
  }

  /** Apostrophes stand for quotation marks. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ",'bogus':1} | Unsupported parameter(s): ´bogus´",
        ",'max_tokens':0} | Max tokens must be greater than 0, got 0",
        ",'max_completion_tokens':0} | Max completion tokens must be greater than 0, got 0",
        ",'max_tokens':1000000000} | Max tokens must not exceed 1048576, got 1000000000",
        ",'temperature':5} | Temperature must be between 0 and 2, got 5",
        ",'top_p':2} | Top_p must be between 0 and 1, got 2",
        ",'presence_penalty':3} | Presence penalty must be between -2 and 2, got 3",
        ",'frequency_penalty':-3} | Frequency penalty must be between -2 and 2, got -3",
        ",'n':0} | n must be between 1 and 128, got 0",
        ",'stream_options':{'include_usage':true}}"
            + " | The 'stream_options' field is only allowed when 'stream' is set to true."
      })
  void chatThatBreaksARuleIsRefused(String rest, String rule) throws Exception {
    Reply reply = client().post(Ask.CHAT, quoted(CHAT + rest));
    assertValidation(reply, rule.replace('´', '`'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ",'bogus':1} | Unsupported parameter(s): ´bogus´",
        ",'max_completion_tokens':1} | Unsupported parameter(s): ´max_completion_tokens´",
        ",'max_tokens':0} | Max tokens must be greater than 0, got 0",
        ",'max_tokens':1000000000} | Max tokens must not exceed 1048576, got 1000000000",
        ",'temperature':5} | Temperature must be between 0 and 2, got 5"
      })
  void completionThatBreaksARuleIsRefused(String rest, String rule) throws Exception {
    Reply reply = client().post(Ask.COMPLETIONS, quoted(PROMPT + rest));
    assertValidation(reply, rule.replace('´', '`'));
  }

  @Test
  void emptyQuestionsAreRefused() throws Exception {
    assertValidation(
        client().post(Ask.CHAT, quoted("{'model':'tiny','messages':[]}")),
        "The 'messages' field cannot be empty. At least one message is required.");
    assertValidation(
        client().post(Ask.COMPLETIONS, quoted("{'model':'tiny','prompt':''}")),
        "Prompt string cannot be empty");
    assertValidation(
        client().post(Ask.COMPLETIONS, quoted("{'model':'tiny','prompt':[]}")),
        "Prompt string array cannot be empty");
    assertValidation(
        client().post(Ask.COMPLETIONS, quoted("{'model':'tiny','prompt':['']}")),
        "Prompt string at index 0 cannot be empty");
    assertValidation(
        client().post(Ask.COMPLETIONS, quoted("{'model':'tiny','prompt':[[]]}")),
        "Prompt integer array at index 0 cannot be empty");
  }

  private static void assertValidation(Reply reply, String rule) {
    assertRefused(reply, 400, "Bad Request");
    assertThat(reply.json().path("message").asText()).isEqualTo("Validation: " + rule);
  }

  /** The parser says the rest in its own words, so only the beginning and the place count. */
  @ParameterizedTest
  @ValueSource(strings = {"", "{'model':", "{'model':'tiny'", "nonsense", "[]", "5", CHAT + "} x"})
  void bodyThatIsNoJsonObjectIsRefused(String body) throws Exception {
    for (String path : new String[] {Ask.CHAT, Ask.COMPLETIONS}) {
      Reply reply = client().post(path, quoted(body));
      assertRefused(reply, 400, "Bad Request");
      assertThat(reply.json().path("message").asText())
          .startsWith(MALFORMED)
          .matches(".* at line \\d+ column \\d+");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'messages':[{'role':'user','content':'x'}]} | missing field ´model´",
        "{} | missing field ´messages´",
        "{'model':'tiny'} | missing field ´messages´",
        "{'model':'tiny','messages':'x'} | invalid type: string \"x\", expected a sequence",
        "{'model':5,'messages':[]} | invalid type: integer ´5´, expected a string",
        "{'model':'tiny','messages':[{'content':'x'}]} | missing field ´role´",
        "{'model':'tiny','messages':[{'role':'user'}]} | missing field ´content´",
        "{'model':'tiny','messages':[{'role':'nobody','content':'x'}]} | unknown variant ´nobody´,"
            + " expected one of ´developer´, ´system´, ´user´, ´assistant´, ´tool´, ´function´",
        CHAT + ",'max_tokens':-1} | invalid value: integer ´-1´, expected u32",
        CHAT
            + ",'max_tokens':1000000000000}"
            + " | invalid value: integer ´1000000000000´, expected u32",
        CHAT + ",'max_tokens':'5'} | invalid type: string \"5\", expected u32",
        CHAT + ",'max_tokens':1.5} | invalid type: floating point ´1.5´, expected u32",
        CHAT + ",'stream':'yes'} | invalid type: string \"yes\", expected a boolean",
        CHAT + ",'ignore_eos':'x'} | invalid type: string \"x\", expected a boolean",
        CHAT + ",'temperature':'x'} | invalid type: string \"x\", expected f32"
      })
  void chatOfTheWrongShapeIsRefused(String body, String why) throws Exception {
    assertMalformed(client().post(Ask.CHAT, quoted(body)), quoted(body).length(), why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'model':'tiny'} | missing field ´prompt´",
        "{'model':'tiny','prompt':5}" + " | data did not match any variant of untagged enum Prompt",
        PROMPT + ",'max_tokens':-1} | invalid value: integer ´-1´, expected u32"
      })
  void completionOfTheWrongShapeIsRefused(String body, String why) throws Exception {
    assertMalformed(client().post(Ask.COMPLETIONS, quoted(body)), quoted(body).length(), why);
  }

  private static void assertMalformed(Reply reply, int column, String why) {
    assertRefused(reply, 400, "Bad Request");
    assertThat(reply.json().path("message").asText())
        .isEqualTo(MALFORMED + why.replace('´', '`') + " at line 1 column " + column);
  }

  @Test
  void bodyThatDoesNotSayThatItIsJsonIsRefused() throws Exception {
    for (String path : new String[] {Ask.CHAT, Ask.COMPLETIONS}) {
      Reply reply = client().send("POST", path);
      assertRefused(reply, 415, "Unsupported Media Type");
      assertThat(reply.json().path("message").asText())
          .isEqualTo("Expected request with Content-Type application/json");
      assertRefused(
          client().send("POST", path, "content-type", "text/plain"), 415, "Unsupported Media Type");
    }
  }

  @Test
  void thresholdsThatCannotBeAreRefused() throws Exception {
    Reply cut = client().post("/busy_threshold", "{");
    assertThat(cut.status()).isEqualTo(400);
    assertThat(cut.header("content-type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(cut.body()).startsWith("Failed to parse the request body as JSON: ");
    Reply high =
        client()
            .post("/busy_threshold", quoted("{'model':'tiny','active_decode_blocks_threshold':5}"));
    assertThat(high.status()).isEqualTo(400);
    assertThat(high.body())
        .isEqualTo(
            "{\"error\":\"active_decode_blocks_threshold must be between 0.0 and 1.0, got 5\"}");
    Reply nameless = client().post("/busy_threshold", "{}");
    assertThat(nameless.status()).isEqualTo(422);
    assertThat(nameless.json().path("error").asText())
        .isEqualTo(MALFORMED + "missing field `model` at line 1 column 2");
  }

  private static void assertRefused(Reply reply, int status, String type) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(reply.header("content-type")).isEqualTo("application/json");
    JsonNode body = reply.json();
    assertThat(body.fieldNames()).toIterable().containsExactly("message", "type", "code");
    assertThat(body.path("type").asText()).isEqualTo(type);
    assertThat(body.path("code").asInt()).isEqualTo(status);
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }
}
