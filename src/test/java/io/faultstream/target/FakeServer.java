package io.faultstream.target;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** Answers what it was told to, and 404 to the rest. */
public final class FakeServer implements AutoCloseable {
  private final HttpServer server;
  private final String scheme;
  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  private record Page(int status, String type, String body) {}

  /**
   * A request that came.
   *
   * @param path of it
   * @param headers by name in capitalised form
   * @param body what was sent, maybe nothing
   */
  public record Asked(String path, Map<String, List<String>> headers, String body) {}

  /** Listens on a free port. */
  public FakeServer() throws IOException {
    this("http", HttpServer.create(anyPort(), 0));
  }

  /** The same with TLS. */
  public FakeServer(SSLContext tls) throws IOException {
    this("https", withTls(tls));
  }

  private FakeServer(String scheme, HttpServer server) {
    this.scheme = scheme;
    this.server = server;
    server.createContext("/", this::answer);
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

  /** From now on this path gives that. */
  public FakeServer page(String path, int status, String body) {
    return page(path, status, "", body);
  }

  /** The same with a content type. */
  public FakeServer page(String path, int status, String type, String body) {
    pages.put(path, new Page(status, type, body));
    return this;
  }

  /** What was asked so far. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** Its address without a slash at the end. */
  public URI base() {
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String said = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(new Asked(path, Map.copyOf(exchange.getRequestHeaders()), said));
    Page page = pages.getOrDefault(path, new Page(404, "", "nothing"));
    byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
    if (!page.type().isEmpty()) {
      exchange.getResponseHeaders().set("Content-Type", page.type());
    }
    exchange.sendResponseHeaders(page.status(), body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
