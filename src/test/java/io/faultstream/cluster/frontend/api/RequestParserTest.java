package io.faultstream.cluster.frontend.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestParserTest {

  private static final String MESSAGES = "'messages':[{'role':'user','content':'Hello there'}]";

  private final RequestParser parser = new RequestParser(512);

  private GenerationRequest chat(String body) throws InvalidRequestException {
    byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return parser.parse(Endpoint.CHAT, bytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'model'|EOF while parsing a value at line 1 column 8",
        "{'model':'t',MM,'bogus':1}|Validation: Unsupported parameter(s): `bogus`",
        "{'model':'t','messages':[]}|The 'messages' field cannot be empty.",
        "{'model':'t'}|missing field `messages`",
        "{MM}|missing field `model`",
        "{'model':'t',MM,'max_tokens':0}|Max tokens must be greater than 0, got 0",
        "{'model':'t',MM,'max_tokens':1000000000}"
            + "|Max tokens must not exceed 1048576, got 1000000000",
        "{'model':'t',MM,'max_tokens':-1}|expected u32",
        "{'model':'t',MM,'max_tokens':1000000000000}|expected u32",
        "{'model':'t',MM,'stream':'yes'}|expected a boolean",
        "{'model':'t',MM,'temperature':3}|temperature must be between 0.0 and 2.0, got 3",
        "{'model':'t',MM,'min_tokens':9,'max_tokens':3}|must not exceed max_tokens (3)"
      })
  void aBadBodyIsRefused(String body, String message) {
    assertThatThrownBy(() -> chat(body.replace("MM", MESSAGES)))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            refused -> {
              assertThat(refused.error().status()).isEqualTo(400);
              assertThat(refused.error().message()).contains(message);
              assertThat(refused.error().body()).contains("\"type\":\"Bad Request\",\"code\":400}");
            });
  }

  @Test
  void theUsualFieldsOfOpenAiAreAccepted() throws InvalidRequestException {
    GenerationRequest request =
        chat(
            "{'model':'t',"
                + MESSAGES
                + ",'n':1,'top_p':0.9,'temperature':0,'seed':7,'stop':['x'],'user':'me',"
                + "'presence_penalty':0.1,'frequency_penalty':-1,'logprobs':true,'stream':true,"
                + "'top_logprobs':2,'max_completion_tokens':9,'tools':[],'ignore_eos':true,"
                + "'min_tokens':9,'stream_options':{'include_usage':true}}");
    assertThat(request.maxTokens()).isEqualTo(9);
    assertThat(request.stream() && request.includeUsage()).isTrue();
    assertThat(request.prompt().size()).isEqualTo(6);
  }

  @Test
  void promptsMayBeTextOrTokens() throws InvalidRequestException {
    byte[] text = "{\"model\":\"t\",\"prompt\":\"12345\"}".getBytes(StandardCharsets.UTF_8);
    byte[] ids = "{\"model\":\"t\",\"prompt\":[1,2,3]}".getBytes(StandardCharsets.UTF_8);
    assertThat(parser.parse(Endpoint.COMPLETIONS, text).prompt().size()).isEqualTo(2);
    assertThat(parser.parse(Endpoint.COMPLETIONS, ids).prompt().size()).isEqualTo(3);
    assertThat(parser.parse(Endpoint.COMPLETIONS, ids).maxTokens()).isEqualTo(512);
  }

  @Test
  void errorBodiesAreToTheLetter() {
    assertThat(ApiError.overloaded(503).body())
        .isEqualTo(
            "{\"message\":\"Service temporarily overloaded\","
                + "\"type\":\"Overloaded\",\"code\":503}");
    assertThat(ApiError.unavailable().frame())
        .isEqualTo(
            "{\"error\":{\"message\":\"Service temporarily unavailable\","
                + "\"type\":\"service_unavailable\",\"code\":503}}");
  }
}
