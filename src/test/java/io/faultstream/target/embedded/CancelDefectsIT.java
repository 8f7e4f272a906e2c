package io.faultstream.target.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.process.Journal;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.TargetSpec.EmbeddedSpec;
import io.faultstream.spec.TargetSpec.PlantedDefect;
import io.faultstream.target.HttpProbe;
import io.faultstream.target.Metrics;
import io.faultstream.target.TargetContext;
import io.faultstream.target.TargetException;
import io.faultstream.target.Worker;
import io.faultstream.target.processes.ProcessTarget;
import io.faultstream.time.Chance;
import io.faultstream.time.Poll;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client closes its connection in mid-stream, and each page of metrics and each log says exactly
 * what the planted defect makes of it; the healthy cluster is the measure.
 */
@Timeout(120)
final class CancelDefectsIT {
  /** About 2.3 s of computing, so that what goes on can be seen to go on. */
  private static final int TOKENS = 400;

  private static final int READ = 20;
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final Duration EVERY = Duration.ofMillis(5);

  private static final String RECEIVED = "request cancellation received";
  private static final String ABORTED = "request aborted";
  private static final String FINISHED = "request finished";
  private static final String LATE = "late=true";

  @TempDir Path folder;

  private final HttpProbe probe = new HttpProbe(Duration.ofSeconds(10));

  /** A cluster of one worker whose client has gone, asked again and again. */
  private final class Left implements AutoCloseable {
    private final Journal journal;
    private final ProcessTarget target;
    private final Worker worker;

    Left(String defect) throws Exception {
      journal = Journal.open(folder.resolve("journal.jsonl"));
      target = new ProcessTarget(cluster(defect), new TargetContext(folder, journal, chance()));
      target.start();
      worker = target.workers().orElseThrow().workers().get(0);
      leave();
      await("the frontend has seen it", this::frontendCounted);
    }

    private EmbeddedCluster cluster(String defect) {
      Optional<PlantedDefect> planted =
          Optional.of(new PlantedDefect(defect, 0.5, 0)).filter(one -> !defect.equals("none"));
      TargetSpec usual = Specs.embedded();
      return new EmbeddedCluster(
          new TargetSpec(
              usual.kind(),
              usual.url(),
              usual.model(),
              1,
              usual.migrationLimit(),
              usual.onTerminate(),
              usual.backendTimeout(),
              usual.readyWithin(),
              new EmbeddedSpec(0, 1, 1, "round-robin", 529, false, 64, planted),
              usual.local()));
    }

    private Chance chance() {
      return new Chance(7);
    }

    private Socket ask(int tokens) throws IOException {
      String body =
          "{\"model\":\"tiny\",\"stream\":true,\"max_tokens\":"
              + tokens
              + ",\"messages\":[{\"role\":\"user\",\"content\":\"go\"}]}";
      String head =
          "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
              + "Content-Type: application/json\r\nConnection: close\r\nContent-Length: ";
      URI base = target.baseUri();
      Socket socket = new Socket(base.getHost(), base.getPort());
      socket
          .getOutputStream()
          .write((head + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
      return socket;
    }

    /** Reads some tokens of a stream and closes the socket. */
    private void leave() throws IOException {
      try (Socket socket = ask(TOKENS);
          BufferedReader reply = reader(socket)) {
        for (int tokens = 0; tokens < READ; ) {
          String line = Optional.ofNullable(reply.readLine()).orElseThrow();
          tokens += line.contains("\"content\":\" ") ? 1 : 0;
        }
      }
    }

    /** Another client that stays to the end. */
    void askToTheEnd(int tokens) throws IOException {
      try (Socket socket = ask(tokens);
          BufferedReader reply = reader(socket)) {
        assertThat(reply.lines()).contains("data: [DONE]");
      }
    }

    private BufferedReader reader(Socket socket) throws IOException {
      return new BufferedReader(
          new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private boolean frontendCounted() throws InterruptedException {
      Metrics page = page(target.baseUri());
      return page.sum("dynamo_frontend_model_cancellation_total") == 1
          && page.sum("dynamo_frontend_requests_total", "error_type", "cancelled") == 1
          && page.sum("dynamo_frontend_disconnected_clients") == 1
          && page.sum("dynamo_frontend_inflight_requests") == 0;
    }

    private Metrics page(URI server) throws InterruptedException {
      return Metrics.parse(probe.get(URI.create(server + "/metrics")).body());
    }

    double worker(String name) throws InterruptedException {
      return page(worker.system()).sum(name);
    }

    double running() throws InterruptedException {
      return worker("vllm:num_requests_running");
    }

    double generated() throws InterruptedException {
      return worker("vllm:generation_tokens_total");
    }

    double inFlight() throws InterruptedException {
      return worker("dynamo_component_inflight_requests");
    }

    /** The runtime of the worker says that a request was cancelled. */
    void awaitCancelled() throws InterruptedException {
      await("none in flight", () -> inFlight() == 0);
      assertThat(worker("dynamo_component_cancellation_total")).isEqualTo(1);
      assertThat(worker("dynamo_component_errors_total")).isEqualTo(1);
      assertThat(worker("dynamo_component_request_duration_seconds_count")).isEqualTo(1);
    }

    /** The engine computes the whole answer, and says so by all that it counts. */
    void awaitWholeAnswer() throws InterruptedException {
      await("the whole answer", () -> generated() == TOKENS && running() == 0);
      assertThat(worker("vllm:time_to_first_token_seconds_count")).isEqualTo(1);
      assertThat(worker("vllm:inter_token_latency_seconds_count")).isEqualTo(TOKENS - 1);
      assertThat(worker("vllm:kv_cache_usage_perc")).isZero();
    }

    String log() throws IOException {
      return Files.readString(worker.log());
    }

    @Override
    public void close() throws TargetException, IOException {
      target.close();
      journal.close();
    }
  }

  /** A question to the running cluster. */
  @FunctionalInterface
  private interface Condition {
    boolean holds() throws InterruptedException;
  }

  private static void await(String what, Condition condition) throws InterruptedException {
    boolean held =
        Poll.until(WITHIN, EVERY, () -> condition.holds() ? Optional.of(true) : Optional.empty())
            .isPresent();
    assertThat(held).as(what).isTrue();
  }

  @Test
  void healthyClusterStopsAndIsFree() throws Exception {
    try (Left left = new Left("none")) {
      left.awaitCancelled();
      await("the engine is free", () -> left.running() == 0);
      double computed = left.generated();

      assertThat(left.worker("vllm:kv_cache_usage_perc")).isZero();
      assertThat(computed).isBetween((double) READ, TOKENS - 1.0);
      assertThat(left.log()).contains(RECEIVED, ABORTED).doesNotContain(FINISHED);
      left.askToTheEnd(TOKENS);
      assertThat(left.generated()).isEqualTo(computed + TOKENS);
    }
  }

  @Test
  void leakedSlotStaysTakenWhileAllSaysThatItIsFree() throws Exception {
    try (Left left = new Left("leak-slot-after-cancel")) {
      left.awaitCancelled();
      double computed = left.generated();
      double cache = left.worker("vllm:kv_cache_usage_perc");

      assertThat(left.log()).contains(RECEIVED, ABORTED).doesNotContain(FINISHED);
      assertThat(cache).isPositive();
      left.askToTheEnd(TOKENS);
      await("the other is out", () -> left.worker("vllm:kv_cache_usage_perc") == cache);
      assertThat(left.running()).isEqualTo(1);
      assertThat(left.inFlight()).isZero();
      assertThat(left.generated()).isEqualTo(computed + TOKENS);
    }
  }

  @Test
  void engineThatIgnoresTheCancelComputesOn() throws Exception {
    try (Left left = new Left("ignore-cancel")) {
      left.awaitCancelled();

      assertThat(left.running()).isEqualTo(1);
      assertThat(left.log()).contains(RECEIVED).doesNotContain(ABORTED, FINISHED);
      left.awaitWholeAnswer();
      assertThat(left.log()).contains(FINISHED, LATE).doesNotContain(ABORTED);
      assertThat(left.worker("dynamo_component_cancellation_total")).isEqualTo(1);
      assertThat(left.worker("dynamo_component_request_duration_seconds_count")).isEqualTo(1);
    }
  }

  @Test
  void workerThatIsNotToldComputesOnAndHasItInFlight() throws Exception {
    try (Left left = new Left("no-cancel-propagation")) {
      assertThat(left.inFlight()).isEqualTo(1);
      assertThat(left.running()).isEqualTo(1);
      assertThat(Files.readString(folder.resolve("frontend.log")))
          .contains("Stream closed unexpectedly; issuing cancellation");
      left.awaitWholeAnswer();
      await("none in flight", () -> left.inFlight() == 0);
      assertThat(left.worker("dynamo_component_cancellation_total")).isZero();
      assertThat(left.worker("dynamo_component_errors_total")).isZero();
      assertThat(left.log()).contains(FINISHED).doesNotContain(RECEIVED, ABORTED, LATE);
    }
  }
}
