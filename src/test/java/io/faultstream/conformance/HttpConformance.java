package io.faultstream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultstream.target.Worker;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes, headers, and all pages that are no inference, with workers there. */
@DisplayName("routes, headers and pages")
abstract class HttpConformance extends SharedConformance {
  private static final String JSON = "application/json";
  private static final String ID = "x-request-id";

  HttpConformance(Kind kind) {
    super(kind, Layout.plain());
  }

  @ParameterizedTest
  @CsvSource({
    "/health, application/json",
    "/live, application/json",
    "/v1/models, application/json",
    "/v1/models/tiny, application/json",
    "/busy_threshold, application/json",
    "/openapi.json, application/json",
    "/metrics, text/plain; charset=utf-8"
  })
  void pagesAnswerGetAndHead(String path, String type) throws Exception {
    Reply page = client().get(path);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("content-type")).isEqualTo(type);
    assertThat(page.header("date")).endsWith(" GMT");
    Reply head = client().send("HEAD", path);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/nothing",
    "POST, /v1/nothing",
    "GET, /",
    "GET, /health/",
    "DELETE, /v1/models/",
  })
  void unknownPathIsNotFound(String method, String path) throws Exception {
    Reply reply = client().send(method, path);
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.header("content-type")).isEqualTo(JSON);
    assertThat(reply.body())
        .isEqualTo(
            "{\"message\":\"Route not found: %s %s\",\"type\":\"Not Found\",\"code\":404}",
            method, path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "POST; /health; GET,HEAD",
        "DELETE; /live; GET,HEAD",
        "POST; /metrics; GET,HEAD",
        "OPTIONS; /v1/models; GET,HEAD",
        "POST; /openapi.json; GET,HEAD",
        "DELETE; /busy_threshold; POST,GET,HEAD",
        "GET; /v1/chat/completions; POST",
        "HEAD; /v1/chat/completions; POST",
        "PUT; /v1/completions; POST"
      })
  void wrongMethodIsNotAllowed(String method, String path, String allowed) throws Exception {
    Reply reply = client().send(method, path);
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.header("allow")).isEqualTo(allowed);
    assertThat(reply.header("content-type")).isEmpty();
    assertThat(reply.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /health",
    "GET, /v1/models",
    "GET, /nothing",
    "POST, /live",
    "POST, /v1/completions"
  })
  void requestIdIsEchoedOnEveryAnswer(String method, String path) throws Exception {
    assertThat(client().send(method, path, ID, "mine-1").header(ID)).isEqualTo("mine-1");
    assertThat(client().send(method, path).headers().firstValue(ID)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void requestIdIsEchoedOnAnswersWithTokens(boolean chat) throws Exception {
    Ask ask = chat ? Ask.chat(2) : Ask.completion(2);
    assertThat(Reply.of(Client.answer(client().asking(ask, ID, "mine-2"))).header(ID))
        .isEqualTo("mine-2");
    assertThat(client().stream(ask.streaming(), ID, "mine-3").header(ID)).isEqualTo("mine-3");
    assertThat(client().stream(ask.streaming()).header(ID)).isEmpty();
  }

  @Test
  void answersWithTokensHaveTheirHeaders() throws Exception {
    Reply whole = client().ask(Ask.chat(2));
    assertThat(whole.header("content-type")).isEqualTo(JSON);
    assertThat(whole.header("transfer-encoding")).isEqualTo("chunked");
    assertThat(whole.header("cache-control")).isEmpty();
    assertThat(whole.header("date")).endsWith(" GMT");
    TokenStream stream = client().stream(Ask.chat(2).streaming());
    assertThat(stream.header("content-type")).isEqualTo("text/event-stream");
    assertThat(stream.header("transfer-encoding")).isEqualTo("chunked");
    assertThat(stream.header("cache-control")).isEqualTo("no-cache");
    assertThat(stream.header("date")).endsWith(" GMT");
  }

  @Test
  void healthListsEachWorkerAsAnInstance() throws Exception {
    JsonNode health = client().get("/health").json();
    assertThat(health.path("status").asText()).isEqualTo("healthy");
    assertThat(health.fieldNames()).toIterable().containsOnly("status", "endpoints", "instances");
    assertThat(texts(health.path("endpoints"))).containsExactly("dyn://dynamo.backend.generate");
    assertThat(health.path("instances")).hasSize(2);
    for (JsonNode instance : health.path("instances")) {
      assertThat(instance.fieldNames())
          .toIterable()
          .containsExactly(
              "component",
              "endpoint",
              "namespace",
              "instance_id",
              "transport",
              "device_type",
              "request_plane_codec");
      assertThat(instance.path("component").asText()).isEqualTo("backend");
      assertThat(instance.path("endpoint").asText()).isEqualTo("generate");
      assertThat(instance.path("namespace").asText()).isEqualTo("dynamo");
      assertThat(instance.path("instance_id").isIntegralNumber()).isTrue();
      String id = Long.toHexString(instance.path("instance_id").bigIntegerValue().longValue());
      assertThat(instance.path("transport").path("tcp").asText())
          .matches("127\\.0\\.0\\.1:\\d+/" + id + "/dynamo/backend/generate");
      assertThat(instance.path("device_type").asText()).isEqualTo("cuda");
      assertThat(instance.path("request_plane_codec").asText()).isEqualTo("msgpack");
    }
  }

  @Test
  void liveSaysSo() throws Exception {
    assertThat(client().get("/live").body())
        .isEqualTo("{\"status\":\"live\",\"message\":\"Service is live\"}");
  }

  @Test
  void modelIsListedAndDescribed() throws Exception {
    JsonNode list = client().get("/v1/models").json();
    assertThat(list.path("object").asText()).isEqualTo("list");
    assertThat(list.path("data")).hasSize(1);
    JsonNode model = list.path("data").get(0);
    assertThat(model.fieldNames())
        .toIterable()
        .containsExactly("id", "object", "created", "owned_by", "context_window");
    assertThat(model.path("id").asText()).isEqualTo("tiny");
    assertThat(model.path("object").asText()).isEqualTo("model");
    assertThat(model.path("created").asLong()).isGreaterThan(1_700_000_000);
    assertThat(model.path("owned_by").asText()).isEqualTo("nvidia");
    assertThat(model.path("context_window").asInt()).isEqualTo(131_072);
    assertThat(client().get("/v1/models/tiny").json()).isEqualTo(model);
    Reply unknown = client().get("/v1/models/other");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.body())
        .isEqualTo("{\"message\":\"Model not found\",\"type\":\"Not Found\",\"code\":404}");
  }

  @Test
  void routesAreDescribedWithTheVersion() throws Exception {
    JsonNode description = client().get("/openapi.json").json();
    assertThat(description.path("info").path("title").asText()).contains("Dynamo");
    assertThat(description.path("info").path("version").asText()).isEqualTo("1.6.1");
    assertThat(description.path("paths").fieldNames())
        .toIterable()
        .contains(
            "/busy_threshold",
            "/health",
            "/live",
            "/metrics",
            "/v1/chat/completions",
            "/v1/completions",
            "/v1/models",
            "/v1/models/{*model_id}");
  }

  @Test
  void workersSystemServerSaysThatItIsReady() throws Exception {
    Worker worker = system().workers().get(0);
    Client own = system().system(worker);
    for (String path : List.of("/health", "/live")) {
      Reply page = own.get(path);
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.header("content-type")).isEqualTo("text/plain; charset=utf-8");
      JsonNode json = page.json();
      assertThat(json.fieldNames()).toIterable().containsExactly("status", "uptime", "endpoints");
      assertThat(json.path("status").asText()).isEqualTo("ready");
      assertThat(json.path("uptime").fieldNames()).toIterable().containsExactly("secs", "nanos");
      assertThat(json.path("endpoints").path("generate").asText()).isEqualTo("ready");
    }
    assertThat(own.get("/metrics").header("content-type")).isEqualTo("text/plain; charset=utf-8");
    Families.WORKER.assertMeet(system().metrics(worker), Set.copyOf(Families.READ_OF_WORKERS));
    Reply unknown = own.get("/nothing");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.body()).isEqualTo("Route not found");
    Reply posted = own.send("POST", "/health");
    assertThat(posted.status()).isEqualTo(405);
    assertThat(posted.header("allow")).isEqualTo("GET,HEAD");
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
