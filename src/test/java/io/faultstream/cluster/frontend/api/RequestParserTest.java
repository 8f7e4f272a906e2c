package io.faultstream.cluster.frontend.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.cluster.frontend.api.InvalidRequestException.Asked;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class RequestParserTest {

  private static final String MESSAGES = "'messages':[{'role':'user','content':'Hello there'}]";

  private final RequestParser parser = new RequestParser(512);

  private GenerationRequest chat(String body) throws InvalidRequestException {
    byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return parser.parse(Endpoint.CHAT, bytes);
  }

  /** What each refusal says is a matter of conformance; what it was asked for is counted. */
  @Test
  void whoBreaksARuleHasAskedForSomething() {
    assertThatThrownBy(() -> chat("{'model':'t'," + MESSAGES + ",'stream':true,'bogus':1}"))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            refused -> assertThat(refused.asked()).contains(new Asked("t", true)));
    assertThatThrownBy(() -> chat("{'model':'t','messages':5}"))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, refused -> assertThat(refused.asked()).isEmpty());
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
    byte[] one = "{\"model\":\"t\",\"prompt\":[[1,2]]}".getBytes(StandardCharsets.UTF_8);
    assertThat(parser.parse(Endpoint.COMPLETIONS, one).prompt().size()).isEqualTo(2);
    assertThat(parser.parse(Endpoint.COMPLETIONS, text).prompt().size()).isEqualTo(2);
    assertThat(parser.parse(Endpoint.COMPLETIONS, ids).prompt().size()).isEqualTo(3);
    assertThat(parser.parse(Endpoint.COMPLETIONS, ids).maxTokens()).isEqualTo(512);
  }
}
