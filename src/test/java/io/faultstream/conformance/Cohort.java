package io.faultstream.conformance;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Requests of both ways, one after the other, so that each of two workers has one stream and one
 * whole answer to give.
 *
 * @param streams in the order in which they were asked for, with usage; their x-request-id is
 *     {@code stream-0} and so on
 * @param wholes the same, not complete yet
 */
record Cohort(List<TokenStream> streams, List<CompletableFuture<HttpResponse<String>>> wholes) {
  private static final int EACH = 2;

  /** Asks for so many tokens each; all are in flight when this returns. */
  static Cohort on(Running system, int tokens) throws InterruptedException {
    Cohort cohort = new Cohort(new ArrayList<>(), new ArrayList<>());
    Client client = system.client();
    for (int i = 0; i < EACH; i++) {
      Ask ask = Ask.chat(tokens).withUsage();
      cohort.streams.add(client.stream(ask, "x-request-id", "stream-" + i).awaitTokens(1));
    }
    for (int i = 0; i < EACH; i++) {
      cohort.wholes.add(client.asking(Ask.chat(tokens)));
      int inFlight = EACH + i + 1;
      Await.that(inFlight + " in flight", () -> system.inFlight() == inFlight);
    }
    return cohort;
  }

  /** Waits for the end of all; the whole answers. */
  List<Reply> awaitEnd() throws InterruptedException {
    List<Reply> replies = new ArrayList<>();
    for (TokenStream stream : streams) {
      stream.awaitEnd();
    }
    for (CompletableFuture<HttpResponse<String>> whole : wholes) {
      replies.add(Reply.of(Client.answer(whole)));
    }
    return replies;
  }
}
