package io.faultstream.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.faultstream.time.RunClock;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * A small OpenAI-like server that is no Dynamo: it has neither health nor metrics, refuses fields
 * that it does not know, ends before {@code max_tokens}, and says usage only when asked.
 */
final class PlainServer implements AutoCloseable {
  private static final Set<String> FIELDS =
      Set.of(
          "model",
          "messages",
          "prompt",
          "max_tokens",
          "temperature",
          "seed",
          "stream",
          "stream_options");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int TOKENS = 12;
  private static final long STEP_MILLIS = 10;

  private final RunClock clock = RunClock.startingNow();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger asked = new AtomicInteger();
  private final String scheme;
  private volatile String token = "";

  PlainServer() throws IOException {
    this("http", HttpServer.create(anyPort(), 0));
  }

  /** The same with TLS. */
  PlainServer(SSLContext tls) throws IOException {
    this("https", withTls(tls));
  }

  private PlainServer(String scheme, HttpServer server) {
    this.scheme = scheme;
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, 404, error("no such route")));
    server.createContext(
        "/v1/models",
        exchange -> answer(exchange, 200, "{'object':'list','data':[{'id':'plain'}]}"));
    server.createContext("/page", PlainServer::page);
    server.createContext("/v1/chat/completions", exchange -> complete(exchange, true));
    server.createContext("/v1/completions", exchange -> complete(exchange, false));
    server.start();
  }

  private static HttpServer withTls(SSLContext tls) throws IOException {
    HttpsServer server = HttpsServer.create(anyPort(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return server;
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  String base() {
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on a reply is given only to who shows this token; the models are for everybody. */
  void wants(String bearer) {
    token = bearer;
  }

  /** Requests for a reply so far. */
  int asked() {
    return asked.get();
  }

  private void complete(HttpExchange exchange, boolean chat) throws IOException {
    asked.incrementAndGet();
    String shown = exchange.getRequestHeaders().getFirst("Authorization");
    if (!token.isEmpty() && !("Bearer " + token).equals(shown)) {
      answer(exchange, 401, error("no such key: " + shown));
      return;
    }
    JsonNode body = body(exchange);
    for (String field : (Iterable<String>) body::fieldNames) {
      if (!FIELDS.contains(field)) {
        answer(exchange, 400, error("Unrecognized request argument supplied: " + field));
        return;
      }
    }
    if (body.path("stream").asBoolean()) {
      stream(exchange, chat, body.path("stream_options").path("include_usage").asBoolean());
    } else {
      String text = " hello".repeat(TOKENS);
      String choice = chat ? "'message':{'content':'" + text + "'}" : "'text':'" + text + "'";
      answer(
          exchange,
          200,
          "{'id':'r','choices':[{'index':0,%s,'finish_reason':'stop'}],%s}"
              .formatted(choice, usage()));
    }
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    try {
      return JSON.readTree(exchange.getRequestBody().readAllBytes());
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode().put("(no JSON)", 0);
    }
  }

  private void stream(HttpExchange exchange, boolean chat, boolean usage) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      if (chat) {
        event(out, choice("'delta':{'role':'assistant','content':''}", "null"));
      }
      long began = clock.nanos();
      for (int i = 0; i < TOKENS; i++) {
        clock.sleepUntil(began + (i + 1) * STEP_MILLIS * 1_000_000L);
        event(out, choice(chat ? "'delta':{'content':' hello'}" : "'text':' hello'", "null"));
      }
      event(out, choice(chat ? "'delta':{}" : "'text':''", "'stop'"));
      if (usage) {
        event(out, "{'id':'r','choices':[]," + usage() + "}");
      }
      event(out, "[DONE]");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String choice(String part, String reason) {
    return "{'id':'r','choices':[{'index':0,%s,'finish_reason':%s}]}".formatted(part, reason);
  }

  private static String usage() {
    return "'usage':{'prompt_tokens':9,'completion_tokens':" + TOKENS + "}";
  }

  private static String error(String message) {
    return "{'error':{'message':'" + message + "','type':'invalid_request_error','code':null}}";
  }

  private static void event(OutputStream out, String data) throws IOException {
    out.write(bytes("data: " + data + "\r\n\r\n"));
    out.flush();
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    byte[] bytes = bytes(json);
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static void page(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/html");
    byte[] bytes = bytes("<html>hello</html>");
    exchange.sendResponseHeaders(200, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
