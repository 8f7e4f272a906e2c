package io.faultstream.target;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks HTTP questions under a deadline that covers the whole answer, also when the other side is
 * stopped and takes the connection but says nothing. HTTP/1.1, no redirects. Thread-safe.
 */
public final class HttpProbe {
  private final HttpClient client;
  private final Duration deadline;

  /** Each question may take this long. */
  public HttpProbe(Duration deadline) {
    this.deadline = deadline;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(deadline)
            .build();
  }

  /**
   * What came back.
   *
   * @param status HTTP status, 0 when there was no answer
   * @param contentType of the body, empty when not said
   * @param body the body, or why there was no answer
   */
  public record Answer(int status, String contentType, String body) {
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
    HttpRequest request = HttpRequest.newBuilder(address).timeout(deadline).GET().build();
    CompletableFuture<HttpResponse<String>> pending =
        client.sendAsync(request, BodyHandlers.ofString());
    try {
      HttpResponse<String> response = pending.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      String type = response.headers().firstValue("content-type").orElse("");
      return new Answer(response.statusCode(), type, response.body());
    } catch (ExecutionException e) {
      return new Answer(0, "", why(e.getCause() == null ? e : e.getCause()));
    } catch (TimeoutException e) {
      return new Answer(0, "", "nothing within " + deadline.toMillis() + " ms");
    } finally {
      pending.cancel(true);
    }
  }

  private static String why(Throwable failure) {
    if (failure.getCause() instanceof UnresolvedAddressException) {
      return "nobody knows that host";
    }
    String message = failure.getMessage();
    if (failure instanceof ConnectException && message == null) {
      return "connection refused";
    }
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
