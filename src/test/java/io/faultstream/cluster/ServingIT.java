package io.faultstream.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients get from a healthy cluster, from a full one, and from a start that cannot be. */
final class ServingIT {

  private static final String CANCELLED = "dynamo_frontend_model_cancellation_total";

  @TempDir private Path folder;

  @Test
  void streamsAnswersAndErrorsAreToTheLetter() {
    try (TestCluster cluster = new TestCluster(folder, List.of(), List.of("--context", "256"))) {
      TestStream stream = cluster.stream(3).awaitEnd();
      String head = "{\"id\":\"chatcmpl-" + stream.requestId() + "\",\"choices\":[";
      String choice = head + "{\"index\":0,\"delta\":{";
      assertThat(stream.events()).hasSize(6).endsWith("[DONE]");
      assertThat(stream.events().get(0))
          .startsWith(
              choice
                  + "\"content\":\" 0\",\"role\":\"assistant\"},\"finish_reason\":null,"
                  + "\"logprobs\":null}],\"created\":")
          .endsWith(",\"model\":\"tiny\",\"object\":\"chat.completion.chunk\"}");
      assertThat(stream.events().get(1)).startsWith(choice + "\"content\":\" 1\"},\"fin");
      assertThat(stream.events().get(3)).startsWith(choice + "},\"finish_reason\":\"length\"");
      assertThat(stream.events().get(4))
          .startsWith(head + "],\"created\":")
          .endsWith(
              "\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":3,\"total_tokens\":11,"
                  + "\"prompt_tokens_details\":{\"cached_tokens\":0}}}");

      HttpResponse<String> unary = cluster.chat("\"max_tokens\":4,\"ignore_eos\":true");
      assertThat(unary.statusCode()).isEqualTo(200);
      assertThat(unary.body())
          .contains("\"message\":{\"content\":\" 0 1 2 3\",\"role\":\"assistant\"}");
      assertThat(cluster.chat("\"max_tokens\":5000").body())
          .contains("\"completion_tokens\":248,\"total_tokens\":256");
      errors(cluster);
    }
  }

  private static void errors(TestCluster cluster) {
    assertThat(cluster.post("/v1/nothing", "{}").body())
        .isEqualTo(
            "{\"message\":\"Route not found: POST /v1/nothing\","
                + "\"type\":\"Not Found\",\"code\":404}");
    assertThat(cluster.chat("\"bogus\":1").body())
        .contains("Validation: Unsupported parameter(s): `bogus`");
    assertThat(cluster.post("/v1/completions", "{\"model\":\"x\",\"prompt\":\"a\"}").body())
        .isEqualTo("{\"message\":\"Model not found\",\"type\":\"Not Found\",\"code\":404}");
    String tooLong = "{\"model\":\"tiny\",\"prompt\":\"" + "word ".repeat(300) + "\"";
    HttpResponse<String> unary = cluster.post("/v1/completions", tooLong + "}");
    assertThat(unary.statusCode()).isEqualTo(500);
    assertThat(unary.body()).contains("\"details\":{\"backend_status\":500}");
    HttpResponse<String> stream = cluster.post("/v1/completions", tooLong + ",\"stream\":true}");
    assertThat(stream.statusCode()).isEqualTo(200);
    assertThat(stream.body())
        .isEqualTo(
            "data: {\"error\":{\"message\":\"Internal server error\","
                + "\"type\":\"internal_server_error\",\"code\":500}}\n\ndata: [DONE]\n\n");
  }

  @Test
  void leavingClientsFreeTheirSlots() {
    List<String> slow = List.of("--speedup-ratio", "0.05");
    try (TestCluster cluster = new TestCluster(folder, List.of(), slow)) {
      TestStream early = cluster.stream(1000);
      early.disconnect();
      TestStream late = cluster.stream(1000).awaitEvents(3);
      TestProcess worker = cluster.workerWith(late.requestId());
      assertThat(cluster.workerMetric(worker, "vllm:num_requests_running")).isEqualTo(1);
      long before = System.nanoTime();
      late.disconnect();
      for (TestProcess each : cluster.workers()) {
        String inflight = "dynamo_component_inflight_requests";
        Wait.until("slots free", () -> cluster.workerMetric(each, inflight) == 0);
        Wait.until(
            "engine free", () -> cluster.workerMetric(each, "vllm:num_requests_running") == 0);
      }
      TestCluster.report("slots free after", (System.nanoTime() - before) / 1e6, "ms");
      assertThat(cluster.metric(CANCELLED, "chat_completions", "stream")).isEqualTo(2);
      assertThat(cluster.metric("dynamo_frontend_requests_total", "cancelled")).isEqualTo(2);
      assertThat(cluster.metric("dynamo_frontend_disconnected_clients")).isEqualTo(2);
      assertThat(worker.text()).contains("request cancellation received request_id=");
      assertThat(worker.text()).contains("request aborted request_id=" + late.requestId());
      assertThat(cluster.frontend().text()).contains("Stream closed unexpectedly; issuing");
    }
  }

  @Test
  void busyWorkersMeanRejection() {
    List<String> options = List.of("--active-decode-blocks-threshold", "0.05");
    List<String> small = List.of("--num-gpu-blocks", "64", "--block-size", "4");
    try (TestCluster cluster = new TestCluster(folder, options, small)) {
      List<TestStream> streams = IntStream.range(0, 8).mapToObj(i -> cluster.stream(20)).toList();
      List<TestStream> rejected = streams.stream().filter(s -> s.status() == 529).toList();
      streams.forEach(TestStream::awaitEnd);
      assertThat(rejected).isNotEmpty();
      assertThat(streams).anyMatch(stream -> stream.status() == 200);
      assertThat(cluster.metric("dynamo_frontend_model_rejection_total"))
          .isEqualTo(rejected.size());
      assertThat(cluster.get("/busy_threshold").body())
          .contains("\"active_decode_blocks_threshold\":0.05");
      cluster.post(
          "/busy_threshold", "{\"model\":\"tiny\",\"active_decode_blocks_threshold\":1.0}");
      assertThat(Stream.generate(() -> cluster.stream(2)).limit(8).map(TestStream::awaitEnd))
          .allMatch(stream -> stream.status() == 200);
    }
  }

  @Test
  void workersAtTheirHardCapReject() {
    List<String> options = List.of("--overload-status", "503", "--migration-limit", "3");
    List<String> capped =
        List.of("--engine-request-limit", "2", "--queue-limit", "1", "--speedup-ratio", "0.2");
    try (TestCluster cluster = new TestCluster(folder, options, capped)) {
      List<TestStream> streams = IntStream.range(0, 9).mapToObj(i -> cluster.stream(400)).toList();
      assertThat(streams.stream().filter(stream -> stream.status() == 200)).hasSize(6);
      assertThat(streams.stream().filter(stream -> stream.status() == 503)).hasSize(3);
      assertThat(cluster.metric("dynamo_frontend_model_rejection_total")).isEqualTo(3);
      double rejections =
          cluster.workers().stream()
              .mapToDouble(each -> cluster.workerMetric(each, "dynamo_rejection_request_total"))
              .sum();
      assertThat(rejections).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void startsThatCannotBeEndWithOneLine() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      List<String> options = List.of("--http-port", port, "--discovery", folder.toString());
      try (TestProcess frontend = TestProcess.start(FrontendMain.class, folder, options);
          TestProcess unknown =
              TestProcess.start(WorkerMain.class, folder, List.of("--discovery", "x", "--bogus"));
          TestProcess orphan =
              TestProcess.start(
                  WorkerMain.class,
                  folder,
                  List.of("--discovery", folder.toString(), "--exit-with-stdin"))) {
        assertThat(frontend.exitCode(TestCluster.SOON)).isEqualTo(1);
        assertThat(frontend.errors().lines()).hasSize(1);
        assertThat(unknown.exitCode(TestCluster.SOON)).isEqualTo(64);
        orphan.ready();
        orphan.process().getOutputStream().close();
        assertThat(orphan.exitCode(TestCluster.SOON)).isEqualTo(3);
      }
    }
  }
}
