package io.faultstream.cluster.worker;

import io.faultstream.cluster.metrics.Exposition;
import io.faultstream.cluster.time.Ticker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/** A worker's {@code /health}, {@code /live} and {@code /metrics} on the loopback interface. */
final class SystemServer {

  private final WorkerContext worker;
  private final Ticker ticker;
  private final long startNanos;
  private volatile boolean ready;

  SystemServer(WorkerContext worker) {
    this.worker = worker;
    this.ticker = worker.ticker();
    this.startNanos = ticker.nanos();
  }

  /** Listens; the future gives the port. */
  Future<Integer> listen(Vertx vertx, int port) {
    return vertx
        .createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
        .requestHandler(this::answer)
        .listen(port, "127.0.0.1")
        .map(HttpServer::actualPort);
  }

  /** Whether the endpoint is served: from registration to SIGTERM. */
  void ready(boolean served) {
    ready = served;
  }

  private void answer(HttpServerRequest request) {
    switch (request.path()) {
      case "/health", "/live" -> {
        request.response().setStatusCode(ready ? 200 : 503).putHeader("content-type", "text/plain");
        request.response().end(health());
      }
      case "/metrics" -> {
        request.response().putHeader("content-type", Exposition.CONTENT_TYPE);
        long uptime = ticker.nanos() - startNanos;
        request.response().end(worker.metrics().write(worker.engine().state(), uptime));
      }
      default -> request.response().setStatusCode(404).end("Route not found");
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
