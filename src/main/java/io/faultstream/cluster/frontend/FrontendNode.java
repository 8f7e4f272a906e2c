package io.faultstream.cluster.frontend;

import io.faultstream.cluster.defect.Defect;
import io.faultstream.cluster.defect.FrontendDefect;
import io.faultstream.cluster.discovery.Discovery;
import io.faultstream.cluster.discovery.Instance;
import io.faultstream.cluster.frontend.api.RequestParser;
import io.faultstream.cluster.frontend.metrics.FrontendMetrics;
import io.faultstream.cluster.frontend.migration.MigrationContext;
import io.faultstream.cluster.frontend.routing.WorkerPool;
import io.faultstream.cluster.frontend.split.SplitDispatcher;
import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.process.Loop;
import io.faultstream.cluster.process.Termination;
import io.faultstream.cluster.time.Chance;
import io.faultstream.cluster.time.Ticker;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * A frontend: routes, workers and discovery, from start to graceful end. At SIGTERM it refuses new
 * requests, lets running ones end within the shutdown timeout and exits with code 0.
 */
public final class FrontendNode {

  private final FrontendOptions options;
  private final Loop loop;
  private final FrontendContext frontend;
  private final Routes routes;

  private FrontendNode(FrontendOptions options, Log log, Ticker ticker) {
    this.options = options;
    this.loop = Loop.start();
    Chance chance = Chance.ofProcess(OptionalLong.empty());
    FrontendMetrics metrics = new FrontendMetrics(Long.toHexString(chance.instanceId()));
    FrontendDefect defect = options.defect.ofFrontend(ticker);
    WorkerPool pool =
        new WorkerPool(options.routing(defect), options.thresholds(), loop.vertx(), log);
    MigrationContext migration =
        new MigrationContext(
            new SplitDispatcher(pool, pool::splits, options.prefillCancel, log),
            options.migration(),
            metrics.migrations(options.model),
            log,
            ticker,
            defect);
    this.frontend = new FrontendContext(pool, metrics, migration, new Drain());
    InferenceRoute inference =
        new InferenceRoute(
            frontend,
            new RequestParser(options.defaultMaxTokens),
            new ErrorMapping(options.overloadStatus),
            chance);
    this.routes = new Routes(frontend, inference, new StatusRoutes(frontend, options.model));
  }

  /** Starts a frontend in this process; a failure ends the process. */
  public static void start(FrontendOptions options, Log log, Ticker ticker) throws IOException {
    FrontendNode node = new FrontendNode(options, log, ticker);
    Discovery discovery = options.discovery.discovery(ticker, log);
    Discovery.Lease lease = discovery.hold(Termination::leaseLost);
    discovery.watch(instances -> node.loop.run(() -> node.discovered(instances)));
    node.loop.run(() -> node.listen(lease));
  }

  private void discovered(List<Instance> instances) {
    List<Instance> before = frontend.pool().instances();
    frontend.pool().update(instances);
    frontend.metrics().instances(instances);
    for (Instance instance : instances) {
      if (!before.contains(instance)) {
        frontend.log().info("added instance %d at %s", instance.id(), instance.address());
        if (!instance.role().givesTokens()) {
          frontend
              .log()
              .info("Prefill router target activated endpoint_id=%s", instance.endpoint());
        }
      }
    }
    for (Instance instance : before) {
      if (!instances.contains(instance)) {
        frontend.log().info("removed instance %d at %s", instance.id(), instance.address());
      }
    }
  }

  private void listen(Discovery.Lease lease) {
    loop.vertx()
        .createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
        .requestHandler(routes)
        .listen(options.httpPort, "127.0.0.1")
        .onSuccess(server -> ready(server.actualPort(), lease))
        .onFailure(cause -> Termination.failedToStart("frontend", cause, frontend.log()));
  }

  private void ready(int port, Discovery.Lease lease) {
    Termination.onTerminate(() -> drain(lease));
    if (options.defect != Defect.NONE) {
      frontend.log().warn("defect planted: %s", options.defect);
    }
    frontend
        .log()
        .info(
            "frontend ready http_port=%d model=%s router_mode=%s migration_limit=%d pid=%d",
            port,
            options.model,
            options.routerMode,
            options.migrationLimit,
            ProcessHandle.current().pid());
  }

  private void drain(Discovery.Lease lease) {
    Drain drain = frontend.drain();
    drain.begin();
    frontend.log().info("Received shutdown signal, draining active=%d", drain.exchanges());
    boolean drained =
        Termination.await(() -> drain.exchanges() == 0, options.shutdownTimeout, frontend.ticker());
    if (drained) {
      frontend.log().info("frontend shutdown complete");
    } else {
      frontend.log().warn("shutdown timeout, active=%d", drain.exchanges());
    }
    lease.revoke();
  }
}
