package io.faultstream.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A client of one server. Thread-safe.
 *
 * @param base the server's address
 * @param http the library's client
 */
record Client(URI base, HttpClient http) {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final String JSON = "application/json";

  Client(URI base) {
    this(base, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  Reply get(String path) throws InterruptedException {
    return send(request(path).GET());
  }

  /** Posts JSON. */
  Reply post(String path, String body) throws InterruptedException {
    return send(request(path).header("content-type", JSON).POST(BodyPublishers.ofString(body)));
  }

  /** Sends any method, with these headers (names and values in turn) and without a body. */
  Reply send(String method, String path, String... headers) throws InterruptedException {
    BodyPublisher nothing = BodyPublishers.noBody();
    HttpRequest.Builder request = request(path).method(method, nothing);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /** Asks for tokens, all at once. */
  Reply ask(Ask ask) throws InterruptedException {
    return post(ask.path(), ask.body().toString());
  }

  /** Asks for tokens, all at once, without waiting; cancelling closes the connection. */
  CompletableFuture<HttpResponse<String>> asking(Ask ask, String... headers) {
    return http.sendAsync(posted(ask, headers).build(), BodyHandlers.ofString());
  }

  /** Asks for a stream; returns when its headers are here. */
  TokenStream stream(Ask ask, String... headers) throws InterruptedException {
    return new TokenStream(answer(opening(ask, headers)));
  }

  /** Asks for a stream, without waiting; it is there when its headers are. */
  CompletableFuture<HttpResponse<InputStream>> opening(Ask ask, String... headers) {
    return http.sendAsync(posted(ask, headers).build(), BodyHandlers.ofInputStream());
  }

  private HttpRequest.Builder posted(Ask ask, String... headers) {
    HttpRequest.Builder request =
        request(ask.path())
            .header("content-type", JSON)
            .POST(BodyPublishers.ofString(ask.body().toString()));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path));
  }

  private Reply send(HttpRequest.Builder request) throws InterruptedException {
    return Reply.of(answer(http.sendAsync(request.build(), BodyHandlers.ofString())));
  }

  /** Waits for an answer. */
  static <T> HttpResponse<T> answer(CompletableFuture<HttpResponse<T>> pending)
      throws InterruptedException {
    try {
      return pending.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("no answer within " + DEADLINE.toSeconds() + " s", e);
    }
  }

  /** Whether somebody answers at all. */
  boolean answers(String path) throws InterruptedException {
    try {
      http.send(request(path).GET().build(), BodyHandlers.discarding());
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
