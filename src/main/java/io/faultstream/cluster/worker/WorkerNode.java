package io.faultstream.cluster.worker;

import io.faultstream.cluster.defect.Defect;
import io.faultstream.cluster.defect.WorkerDefect;
import io.faultstream.cluster.discovery.Discovery;
import io.faultstream.cluster.discovery.Instance;
import io.faultstream.cluster.engine.Engine;
import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.process.Loop;
import io.faultstream.cluster.process.Termination;
import io.faultstream.cluster.time.Chance;
import io.faultstream.cluster.time.Ticker;
import io.faultstream.cluster.worker.transfer.Transfers;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * A worker: engine, request plane, system server and lease, from start to graceful end. At SIGTERM
 * it leaves discovery at once, waits for the grace period, lets running streams come to their end
 * (or cuts them off, where that is asked for) and its prompts be fetched, and exits with code 0
 * right after the last.
 */
public final class WorkerNode {

  /** After deregistration, until every frontend has seen it (they look at least each 100 ms). */
  private static final Duration NOTICE = Duration.ofMillis(250);

  private final WorkerOptions options;
  private final Loop loop;
  private final WorkerContext worker;
  private final PlaneServer plane;
  private final SystemServer system;
  private final long id;

  private WorkerNode(WorkerOptions options, Log log, Ticker ticker) {
    this.options = options;
    this.loop = Loop.start();
    this.id =
        Chance.ofProcess(options.seed.map(OptionalLong::of).orElseGet(OptionalLong::empty))
            .instanceId();
    this.plane = new PlaneServer(loop.vertx(), loop.context());
    WorkerMetrics metrics =
        new WorkerMetrics(Long.toHexString(id), options.role.component(), options.model);
    WorkerDefect defect = options.defect.ofWorker(options.defectShare, options.defectAbove);
    this.worker =
        new WorkerContext(
            new Engine(options.engine(), defect, ticker, plane::flush),
            metrics,
            new Admission(options.admission(), metrics.inflight, loop::run),
            defect,
            options.role,
            new Transfers(options.transfers(), loop.vertx(), ticker, log),
            new WorkerContext.Parts(log, ticker));
    this.system = new SystemServer(worker, loop.vertx());
  }

  /** Starts a worker in this process; a failure ends the process. */
  public static void start(WorkerOptions options, Log log, Ticker ticker) {
    WorkerNode node = new WorkerNode(options, log, ticker);
    node.worker.engine().start();
    node.loop.run(node::listen);
  }

  private void listen() {
    Future<Integer> systemPort = system.listen(options.systemPort);
    systemPort
        .compose(unused -> plane.listen(worker))
        .map(port -> register(port))
        .onSuccess(instance -> ready(systemPort.result(), instance))
        .onFailure(cause -> Termination.failedToStart("worker", cause, worker.log()));
  }

  private Instance register(int port) {
    long now = worker.ticker().wallMillis();
    Instance instance =
        new Instance(
            id, options.role, options.model, "127.0.0.1", port, now, options.engine().limits());
    try {
      Discovery discovery = options.discovery.discovery(worker.ticker(), worker.log());
      Discovery.Lease lease =
          discovery.register(instance, new Discovery.Terms(options.rejoin, Termination::leaseLost));
      Termination.onTerminate(() -> drain(lease));
    } catch (IOException failed) {
      throw new IllegalStateException(
          "Unable to register service for discovery. Check discovery service status: " + failed,
          failed);
    }
    return instance;
  }

  private void ready(int systemPort, Instance instance) {
    system.ready();
    if (options.defect != Defect.NONE) {
      worker.log().warn("defect planted: %s", options.defect);
    }
    worker
        .log()
        .info(
            "worker ready instance_id=%d worker_id=%s mode=%s model=%s system_port=%d plane=%s"
                + " pid=%d",
            id,
            instance.hexId(),
            options.role,
            options.model,
            systemPort,
            instance.address(),
            ProcessHandle.current().pid());
  }

  private void drain(Discovery.Lease lease) {
    Log log = worker.log();
    log.info("Received shutdown signal, shutting down DistributedRuntime instances");
    log.info("Runtime shutdown initiated");
    lease.revoke();
    system.close();
    log.info("DistributedRuntime shutdown complete");
    Duration grace = options.gracePeriod.compareTo(NOTICE) > 0 ? options.gracePeriod : NOTICE;
    Termination.await(() -> false, grace, worker.ticker());
    if (options.cutAtTerm) {
      log.info("cutting streams off active=%d", worker.admission().inflight());
      loop.run(plane::cut);
    }
    log.info("Phase 1: Cancelling endpoint shutdown token");
    log.info("Phase 2: Waiting for graceful endpoints to complete");
    log.info("Active graceful endpoints: 1 active=%d", worker.admission().inflight());
    boolean drained = Termination.await(this::idle, options.drainTimeout, worker.ticker());
    if (drained) {
      log.info("Last endpoint completed, notifying all waiters");
    } else {
      log.warn("drain timeout, active=%d", worker.admission().inflight());
    }
    log.info("Phase 3: Connections to backend services will now be disconnected");
  }

  /** Nothing runs here, and no prompt is kept that another worker may still fetch. */
  private boolean idle() {
    return worker.admission().inflight() == 0 && worker.transfers().kept().count() == 0;
  }
}
