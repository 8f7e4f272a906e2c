package io.faultstream.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An open stream, its data events and when they came. */
final class TestStream {

  private static final Pattern TEXT = Pattern.compile("\"content\":\"([^\"]*)\"");
  private static final Pattern ID = Pattern.compile("\"id\":\"(?:chat)?cmpl-([^\"]+)\"");

  private final HttpResponse<InputStream> response;
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final List<Long> nanos = new CopyOnWriteArrayList<>();
  private volatile boolean ended;
  private volatile String failure = "";

  private TestStream(HttpResponse<InputStream> response) {
    this.response = response;
  }

  static TestStream open(HttpClient client, URI uri, String body) {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build();
      TestStream stream = new TestStream(client.send(request, BodyHandlers.ofInputStream()));
      Thread thread = new Thread(stream::read, "stream");
      thread.setDaemon(true);
      thread.start();
      return stream;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("data: ")) {
          nanos.add(System.nanoTime());
          events.add(line.substring(6));
        }
      }
    } catch (IOException broken) {
      failure = broken.toString();
    }
    ended = true;
  }

  int status() {
    return response.statusCode();
  }

  List<String> events() {
    return events;
  }

  String failure() {
    return failure;
  }

  TestStream awaitEvents(int count) {
    Wait.until(count + " events", () -> events.size() >= count || ended);
    return this;
  }

  TestStream awaitEnd() {
    Wait.until("end of the stream", () -> ended);
    return this;
  }

  void disconnect() {
    try {
      response.body().close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  String requestId() {
    awaitEvents(1);
    Matcher matcher = ID.matcher(events.get(0));
    if (!matcher.find()) {
      throw new AssertionError(events.get(0));
    }
    return matcher.group(1);
  }

  List<String> ids() {
    return events.stream()
        .map(ID::matcher)
        .filter(Matcher::find)
        .map(m -> m.group(1))
        .distinct()
        .toList();
  }

  String text() {
    return events.stream()
        .map(TEXT::matcher)
        .filter(Matcher::find)
        .map(m -> m.group(1))
        .collect(Collectors.joining());
  }

  /** The longest gap between two events. */
  double maxGapMillis() {
    return IntStream.range(1, nanos.size())
            .mapToLong(i -> nanos.get(i) - nanos.get(i - 1))
            .max()
            .orElse(0)
        / 1e6;
  }

  static String numbers(int count) {
    return IntStream.range(0, count).mapToObj(i -> " " + i).collect(Collectors.joining());
  }
}
