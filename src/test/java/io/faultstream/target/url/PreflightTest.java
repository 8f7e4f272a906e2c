package io.faultstream.target.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.load.SampleLoad;
import io.faultstream.process.FreePorts;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LoadSpec.Connections;
import io.faultstream.spec.LoadSpec.Dialect;
import io.faultstream.spec.LoadSpec.TextCheck;
import io.faultstream.target.Approach;
import io.faultstream.target.FakeServer;
import io.faultstream.target.TargetException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is seen before any load of a server that does not take it. */
final class PreflightTest {
  private static final String CHAT = Visits.CHAT;

  private final List<String> waited = new ArrayList<>();
  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = Visits.good(new FakeServer());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String mistake(UrlTarget target) throws InterruptedException {
    try (target) {
      target.start();
      return "";
    } catch (TargetException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void everyQuestionHasTheHeaders() throws Exception {
    server.page("/metrics", 200, "up 1\n").page("/health", 200, "");
    assertThat(mistake(Visits.target(server.base(), Visits.token()))).isEmpty();
    assertThat(server.asked())
        .extracting(FakeServer.Asked::path)
        .containsExactly(
            "/v1/models", "/health", CHAT, "/openapi.json", "/health", "/metrics", "/metrics");
    assertThat(server.asked())
        .allSatisfy(
            asked ->
                assertThat(asked.headers())
                    .containsEntry("Authorization", List.of("Bearer " + Visits.TOKEN))
                    .containsEntry("X-org", List.of("org-4712")));
  }

  @Test
  void trialIsOneRequestOfOneTokenAsTheLoadSendsIt() throws Exception {
    assertThat(mistake(Visits.target(server.base(), Visits.noToken()))).isEmpty();
    List<FakeServer.Asked> trials =
        server.asked().stream().filter(asked -> asked.path().equals(CHAT)).toList();
    assertThat(trials).hasSize(1);
    assertThat(trials.get(0).body())
        .isEqualTo(Visits.chat().body())
        .contains("\"max_tokens\":1,", "\"min_tokens\":1,", "\"stream\":true");
    assertThat(trials.get(0).headers()).doesNotContainKey("Authorization");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/models, 401, it refuses the token of MY_TOKEN (/v1/models: HTTP 401: ",
    "/v1/models, 403, it refuses the token of MY_TOKEN (/v1/models: HTTP 403: ",
    "/v1/chat/completions, 401, it refuses the token of MY_TOKEN (one token asked for at ",
    "/v1/chat/completions, 500, one token asked for at /v1/chat/completions: HTTP 500: ",
    "/v1/models, 500, not ready within 0 s (/v1/models: HTTP 500: ",
    "/health, 500, not ready within 0 s (/health: HTTP 500)",
  })
  void refusalIsOneLineWithoutTheTokenThatItRepeats(String path, int status, String why)
      throws Exception {
    String echo = "<p>\nBearer " + Visits.TOKEN + " of org-4712\r\n is wrong</p>";
    server.page(path, status, echo + "x".repeat(1000));
    boolean waits = why.startsWith("not ready");
    String said =
        mistake(
            waits
                ? Visits.impatient(server.base(), Visits.token())
                : Visits.target(server.base(), Visits.token()));
    assertThat(said)
        .startsWith("the server at " + server.base() + ": " + why)
        .doesNotContain("sesame", "org-4712", "\n", "\r")
        .hasSizeLessThan(320);
    if (!path.equals("/health")) {
      assertThat(said).contains("<p> (hidden) of (hidden) is wrong</p>xxx");
    }
  }

  @Test
  void tokenIsHiddenAlsoWhereTheBodyIsCut() {
    for (int length = 140; length < 180; length++) {
      assertThat(Beginning.of("x".repeat(length) + Visits.TOKEN, Visits.token()))
          .startsWith("xxx")
          .doesNotContain("sk-", "sesame");
    }
  }

  @Test
  void missingTokenIsSaid() throws Exception {
    server.page(CHAT, 401, "no key");
    assertThat(mistake(Visits.target(server.base(), Visits.noToken())))
        .contains("it wants a token, and the environment variable MY_TOKEN is not set")
        .contains("(one token asked for at /v1/chat/completions: HTTP 401: no key)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | ''                 | no ignore_eos | HTTP 400: no ignore_eos (load.dialect=openai",
        "404 | ''                 | no such model | HTTP 404: no such model",
        "301 | ''                 | there         | HTTP 301: there",
        "200 | application/json   | {}            | no stream came but application/json: {}",
        "200 | text/html          | <html>        | no stream came but text/html: <html>",
        "200 | ''                 | hello         | not one chunk came in the stream: hello",
        "200 | text/event-stream  | ''            | not one chunk came in the stream",
        "200 | text/event-stream  | data: [DONE]  | not one chunk came in the stream",
        "200 | text/event-stream  | data: {oops   | what came is no JSON: {oops",
        "200 | text/event-stream  | data: {\"a\":1} | what came has no choices: {\"a\":1}",
        "200 | text/event-stream  | data: {\"error\":\"x\",\"choices\":[]} | no choices",
      })
  void replyThatIsNoneIsSaid(int status, String type, String body, String why) throws Exception {
    server.page(CHAT, status, type, body);
    assertThat(mistake(Visits.target(server.base(), Visits.noToken())))
        .contains("one token asked for at /v1/chat/completions: ", why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json  | {\"choices\":[{}]} | ''",
        "application/json  | {\"choices\":1}    | no choices",
        "text/html         | <html>             | no JSON: <html>",
        "text/event-stream | data: {}           | a stream came that was not asked for",
      })
  void wholeReplyIsLookedAtToo(String type, String body, String why) throws Exception {
    LoadSpec load = SampleLoad.of(1, TextCheck.ANY, Dialect.OPENAI, Connections.NEW);
    LoadSpec unary = SampleLoad.patient(false, Connections.NEW, load.timeouts());
    server.page(CHAT, 200, type, body);
    Approach approach = new Approach(Visits.noToken(), Visits.trial(unary), waited::add);
    String said = mistake(Visits.target(server.base(), Duration.ofSeconds(10), approach));
    assertThat(said.isEmpty()).as(said).isEqualTo(why.isEmpty());
    assertThat(said).contains(why);
  }

  @ParameterizedTest
  @CsvSource({"503,busy", "529,busy", "404,''", "502,gateway", "429,slow"})
  void serverThatIsNotReadyForItIsWaitedForWithOneLine(int status, String body) throws Exception {
    server.page(CHAT, status, body);
    UrlTarget target =
        Visits.target(
            server.base(),
            line -> {
              waited.add(line);
              Visits.good(server);
            });
    assertThat(mistake(target)).isEmpty();
    assertThat(waited).hasSize(1);
    assertThat(waited.get(0))
        .startsWith("waiting for " + server.base() + ": one token asked for at " + CHAT)
        .contains("HTTP " + status, "up to 10 s (target.readyWithin)");
  }

  @Test
  void serverThatIsNeverReadyForItIsSaidWithWhatItSaysLast() throws Exception {
    server.page(CHAT, 503, "all workers are busy");
    assertThat(mistake(Visits.impatient(server.base(), Visits.noToken())))
        .contains("not ready within 0 s (one token asked for at", "HTTP 503: all workers are busy");
  }

  @Test
  void refusedPortIsToldAtOnceAndWaitedFor() throws Exception {
    URI nobody = URI.create("http://127.0.0.1:" + new FreePorts(new SplittableRandom(7)).next());
    Approach approach = new Approach(Visits.token(), Visits.chat(), waited::add);
    assertThat(mistake(Visits.target(nobody, Duration.ofMillis(900), approach)))
        .isEqualTo("the server at " + nobody + ": not ready within 0 s (connection refused)");
    assertThat(waited)
        .containsExactly(
            "waiting for " + nobody + ": connection refused, up to 0 s (target.readyWithin)");
  }

  @Test
  void unknownHostIsSaidAtOnce() throws Exception {
    // No name server is asked for a label of more than 63 characters.
    URI unknown = URI.create("http://" + "x".repeat(64) + ":8000/v1");
    assertThatThrownBy(() -> Visits.target(unknown, waited::add).start())
        .hasMessageContaining("nobody knows that host");
    assertThat(waited).isEmpty();
  }
}
