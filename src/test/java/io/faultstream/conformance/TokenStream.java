package io.faultstream.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An open stream of server-sent events, read line by line by a thread of its own. Thread-safe. */
final class TokenStream {
  private static final String DATA = "data: ";
  private static final String DONE = "[DONE]";

  private final HttpResponse<InputStream> response;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private volatile boolean ended;
  private volatile String broken = "";

  TokenStream(HttpResponse<InputStream> response) {
    this.response = response;
    Thread reader = new Thread(this::read, "stream");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      broken = e.toString();
    }
    ended = true;
  }

  int status() {
    return response.statusCode();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** All lines, also the empty ones between events. */
  List<String> lines() {
    return lines;
  }

  /** What stood behind {@code data:} in each line that had it. */
  List<String> events() {
    return lines.stream()
        .filter(line -> line.startsWith(DATA))
        .map(line -> line.substring(DATA.length()))
        .toList();
  }

  /** The events that are chunks: all but the end mark and an error. */
  List<JsonNode> chunks() {
    return events().stream()
        .filter(event -> !event.equals(DONE))
        .map(Reply::parsed)
        .filter(json -> !json.has("error"))
        .toList();
  }

  /** The text so far. */
  String text() {
    return chunks().stream().map(TokenStream::text).collect(Collectors.joining());
  }

  /** The text of one chunk of either route. */
  static String text(JsonNode chunk) {
    JsonNode choice = chunk.path("choices").path(0);
    return choice.path("delta").path("content").asText("") + choice.path("text").asText("");
  }

  /** The numbers from 0 on, as the engine that counts writes them. */
  static String numbers(int count) {
    return IntStream.range(0, count).mapToObj(i -> " " + i).collect(Collectors.joining());
  }

  /** How many tokens came. */
  long tokens() {
    return chunks().stream().filter(chunk -> !text(chunk).isEmpty()).count();
  }

  /** The different ids of its chunks. */
  List<String> ids() {
    return chunks().stream().map(chunk -> chunk.path("id").asText()).distinct().toList();
  }

  /** The id that logs have: that of the chunks without what stands before it. */
  String requestId() throws InterruptedException {
    awaitTokens(1);
    return ids().get(0).replaceFirst("^(chat)?cmpl-", "");
  }

  /** Reasons of the end that were said, in order. */
  List<String> finishReasons() {
    return chunks().stream()
        .map(chunk -> chunk.path("choices").path(0).path("finish_reason"))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .toList();
  }

  /** The usage, where a chunk has it. */
  Optional<JsonNode> usage() {
    return chunks().stream().map(chunk -> chunk.path("usage")).filter(JsonNode::isObject).findAny();
  }

  /** The error inside the stream, where there is one. */
  Optional<String> error() {
    return events().stream().filter(event -> event.startsWith("{\"error\"")).findFirst();
  }

  /** Whether the last event is the end mark. */
  boolean done() {
    List<String> all = events();
    return !all.isEmpty() && all.get(all.size() - 1).equals(DONE);
  }

  /** Whether nothing more can come. */
  boolean ended() {
    return ended;
  }

  /** How the connection broke; empty when it ended in order, or has not ended. */
  String broken() {
    return broken;
  }

  TokenStream awaitTokens(int count) throws InterruptedException {
    Await.that(count + " tokens", () -> ended || tokens() >= count);
    return this;
  }

  TokenStream awaitEnd() throws InterruptedException {
    Await.that("the end of a stream", () -> ended);
    return this;
  }

  /** The client goes away. */
  void leave() throws IOException {
    response.body().close();
  }
}
