package io.faultstream.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A frontend and workers as processes, with a client. All of them end with {@link #close}. */
final class TestCluster implements AutoCloseable {

  static final String PROMPT = "Hello there, count!!";

  /** Three for the message, five for its text. */
  static final int PROMPT_TOKENS = 8;

  private final Path folder;
  private final List<TestProcess> all = new ArrayList<>();
  private final List<TestProcess> workers = new ArrayList<>();
  private final List<String> workerOptions;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private TestProcess frontend;

  TestCluster(Path folder, List<String> frontendOptions, List<String> workerOptions) {
    this.folder = folder;
    this.workerOptions = workerOptions;
    List<String> options = new ArrayList<>(List.of("--http-port", "0"));
    options.addAll(List.of("--discovery", folder.resolve("discovery").toString()));
    options.addAll(frontendOptions);
    frontend = TestProcess.start(FrontendMain.class, folder, options);
    all.add(frontend);
    launchWorker();
    launchWorker();
    try {
      all.forEach(TestProcess::ready);
      awaitInstances(2);
    } catch (AssertionError | RuntimeException failed) {
      close();
      throw failed;
    }
  }

  TestProcess launchWorker() {
    List<String> options = new ArrayList<>(List.of("--system-port", "0"));
    options.addAll(List.of("--discovery", folder.resolve("discovery").toString()));
    options.addAll(workerOptions);
    TestProcess worker = TestProcess.start(WorkerMain.class, folder, options);
    all.add(worker);
    workers.add(worker);
    return worker;
  }

  TestProcess frontend() {
    return frontend;
  }

  List<TestProcess> workers() {
    return workers;
  }

  int instances() {
    return get("/health").body().split("\"instance_id\"", -1).length - 1;
  }

  void awaitInstances(int count) {
    Wait.until(count + " instances", () -> instances() == count);
  }

  TestProcess workerWith(String requestId) {
    Wait.until(
        "received " + requestId,
        () -> workers.stream().anyMatch(worker -> worker.count(requestId) > 0));
    return workers.stream().filter(worker -> worker.count(requestId) > 0).findFirst().orElseThrow();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + frontend.field("http_port") + path);
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  HttpResponse<String> post(String path, String body) {
    return send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body)).build());
  }

  HttpResponse<String> chat(String fields) {
    return post("/v1/chat/completions", chatBody(fields));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  static String chatBody(String fields) {
    return "{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\""
        + PROMPT
        + "\"}],"
        + fields
        + "}";
  }

  /** A stream of so many tokens with usage, read by a thread of its own. */
  TestStream stream(int maxTokens) {
    String body =
        chatBody(
            "\"stream\":true,\"stream_options\":{\"include_usage\":true},\"max_tokens\":"
                + maxTokens);
    return TestStream.open(client, uri("/v1/chat/completions"), body);
  }

  /** The sum of the frontend's series whose line has all these parts. */
  double metric(String name, String... parts) {
    return sum(get("/metrics").body(), name, parts);
  }

  double workerMetric(TestProcess worker, String name) {
    URI metrics = URI.create("http://127.0.0.1:" + worker.field("system_port") + "/metrics");
    return sum(send(HttpRequest.newBuilder(metrics).build()).body(), name);
  }

  private static double sum(String text, String name, String... parts) {
    return text.lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> List.of(parts).stream().allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  static void report(String what, double value, String unit) {
    System.out.printf(Locale.ROOT, "[cluster] %s: %.1f %s%n", what, value, unit);
  }

  static final Duration SOON = Duration.ofSeconds(15);

  @Override
  public void close() {
    all.forEach(TestProcess::close);
  }
}
