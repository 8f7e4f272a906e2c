package io.faultstream.target;

import io.faultstream.spec.Access;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks HTTP questions under a deadline that covers the whole answer, also when the other side is
 * stopped and takes the connection but says nothing. HTTP/1.1, no redirects, no proxy; TLS with the
 * JVM's own trust. Thread-safe.
 */
public final class HttpProbe {
  private final HttpClient client;
  private final Duration deadline;
  private final Access access;

  /** Each question may take this long. */
  public HttpProbe(Duration deadline) {
    this(deadline, Access.none());
  }

  /** The same; these headers go with every question. */
  public HttpProbe(Duration deadline, Access access) {
    this.deadline = deadline;
    this.access = access;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            // The load knows no proxy either.
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(deadline)
            .build();
  }

  /**
   * What came back.
   *
   * @param status HTTP status, 0 when there was no answer
   * @param contentType of the body, empty when not said
   * @param body the body, up to 16 MiB, or why there was no answer
   * @param trouble why there was none
   */
  public record Answer(int status, String contentType, String body, Trouble trouble) {
    /** Whether it was a 200. */
    public boolean ok() {
      return status == 200;
    }

    /** For a sentence: the status, or why there is none. */
    public String brief() {
      return status == 0 ? "no answer (" + body + ")" : "HTTP " + status;
    }
  }

  /**
   * Asks; a failure is an answer with status 0.
   *
   * @throws InterruptedException when interrupted meanwhile
   */
  public Answer get(URI address) throws InterruptedException {
    return ask(HttpRequest.newBuilder(address).GET());
  }

  /**
   * Sends this JSON, once; a failure is an answer with status 0.
   *
   * @throws InterruptedException when interrupted meanwhile
   */
  public Answer post(URI address, String json) throws InterruptedException {
    return ask(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream, application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  /** A text that the other side wrote, without the values that were sent along. */
  public String redacted(String text) {
    return access.redacted(text);
  }

  private Answer ask(HttpRequest.Builder question) throws InterruptedException {
    access.forEach(question::setHeader);
    CompletableFuture<HttpResponse<String>> pending =
        client.sendAsync(question.timeout(deadline).build(), headers -> new BoundedText());
    try {
      HttpResponse<String> response = pending.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      String type = response.headers().firstValue("content-type").orElse("");
      return new Answer(response.statusCode(), type, response.body(), Trouble.NONE);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return noAnswer(Trouble.of(cause), Trouble.why(cause));
    } catch (TimeoutException e) {
      return noAnswer(Trouble.LATE, "");
    } finally {
      pending.cancel(true);
    }
  }

  private Answer noAnswer(Trouble trouble, String why) {
    String late = "nothing whole within " + deadline.toMillis() + " ms";
    return new Answer(0, "", trouble == Trouble.LATE ? late : why, trouble);
  }
}
