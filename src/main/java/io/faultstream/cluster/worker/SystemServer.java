package io.faultstream.cluster.worker;

import io.faultstream.cluster.metrics.Exposition;
import io.faultstream.cluster.time.Ticker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Set;

/** A worker's {@code /health}, {@code /live} and {@code /metrics} on the loopback interface. */
final class SystemServer {

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final Set<String> PAGES = Set.of("/health", "/live", "/metrics");

  private final WorkerContext worker;
  private final HttpServer server;
  private final Ticker ticker;
  private final long startNanos;
  private volatile boolean ready;

  SystemServer(WorkerContext worker, Vertx vertx) {
    this.worker = worker;
    this.ticker = worker.ticker();
    this.startNanos = ticker.nanos();
    this.server =
        vertx
            .createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
            .requestHandler(this::answer);
  }

  /** Listens; the future gives the port. */
  Future<Integer> listen(int port) {
    return server.listen(port, "127.0.0.1").map(HttpServer::actualPort);
  }

  /** From now on the endpoint is served. */
  void ready() {
    ready = true;
  }

  /** Nobody is answered any more: at SIGTERM, while streams may still run. */
  void close() {
    Future<Void> closed = server.close();
    closed.onFailure(why -> worker.log().warn("system server: %s", why));
  }

  private void answer(HttpServerRequest request) {
    boolean reads =
        request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    if (!PAGES.contains(request.path())) {
      request.response().setStatusCode(404).putHeader("content-type", TEXT).end("Route not found");
    } else if (!reads) {
      request.response().setStatusCode(405).putHeader("allow", "GET,HEAD").end();
    } else if (request.path().equals("/metrics")) {
      request.response().putHeader("content-type", Exposition.CONTENT_TYPE);
      long uptime = ticker.nanos() - startNanos;
      request.response().end(worker.metrics().write(worker.engine().state(), uptime));
    } else {
      request.response().setStatusCode(ready ? 200 : 503).putHeader("content-type", TEXT);
      request.response().end(health());
    }
  }

  private String health() {
    long uptime = ticker.nanos() - startNanos;
    String state = ready ? "ready" : "notready";
    return String.format(
        Locale.ROOT,
        "{\"status\":\"%s\",\"uptime\":{\"secs\":%d,\"nanos\":%d},"
            + "\"endpoints\":{\"generate\":\"%s\"}}",
        state,
        uptime / 1_000_000_000,
        uptime % 1_000_000_000,
        state);
  }
}
