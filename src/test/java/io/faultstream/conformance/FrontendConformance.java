package io.faultstream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.process.ProcessIdentity;
import io.faultstream.process.Signal;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The frontend's own beginning, without workers, and its end. */
@DisplayName("the frontend starts and ends")
abstract class FrontendConformance extends Conformance {
  private static final int TOKENS = 300;

  FrontendConformance(Kind kind) {
    super(kind);
  }

  @Test
  void beforeItsFirstWorkerItIsHealthyAndServesNothing() throws Exception {
    AtomicBoolean seen = new AtomicBoolean();
    try (Running system =
        Running.start(kind(), Layout.plain(), frontend -> seen.set(isEmpty(frontend)))) {
      assertThat(seen).isTrue();
      assertThat(system.client().ask(Ask.chat(1)).status()).isEqualTo(200);
    }
  }

  private static boolean isEmpty(URI frontend) {
    Client waiting = new Client(frontend);
    try {
      Await.that("an answer", () -> waiting.answers("/health"));
      // With a connection of its own: one that is kept may be closed when it is used again.
      Absence.assertNoModel(new Client(frontend));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void toldToStopItRefusesTheNewAndEndsWithItsLastStream() throws Exception {
    try (Running system = start(Layout.slow())) {
      TokenStream stream = system.client().stream(Ask.chat(TOKENS).withUsage()).awaitTokens(5);
      ProcessIdentity frontend = system.frontend();
      assertThat(Signal.TERM.sendTo(frontend)).isTrue();
      Client client = system.client();
      Await.that("that it drains", () -> client.get("/health").status() == 503);
      Reply health = client.get("/health");
      assertThat(health.json().path("status").asText()).isEqualTo("not_ready");
      assertThat(health.json().path("stage").asText()).isEqualTo("draining");
      Reply live = client.get("/live");
      assertThat(live.status()).isEqualTo(503);
      assertThat(live.json().path("status").asText()).isEqualTo("shutting_down");
      for (Ask ask : List.of(Ask.chat(1), Ask.chat(1).streaming(), Ask.completion(1))) {
        Reply refused = client.ask(ask);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body())
            .isEqualTo(
                "{\"message\":\"Service is not ready\","
                    + "\"type\":\"Service Unavailable\",\"code\":503}");
      }
      assertThat(stream.ended()).isFalse();
      stream.awaitEnd();
      Frames.of(Ask.chat(TOKENS), stream).assertWhole(TOKENS);
      assertThat(stream.text()).isEqualTo(TokenStream.numbers(TOKENS));
      assertThat(stream.done()).isTrue();
      Await.that("its end", () -> !frontend.alive());
    }
  }
}
