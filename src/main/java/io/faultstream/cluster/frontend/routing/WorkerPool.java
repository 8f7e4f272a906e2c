package io.faultstream.cluster.frontend.routing;

import io.faultstream.cluster.discovery.Instance;
import io.faultstream.cluster.frontend.routing.Failure.Kind;
import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.plane.WorkRequest;
import io.faultstream.cluster.time.Ticker;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All workers that discovery has, and who of them gets the next request: registered, not left out
 * after a failure, not busy. The load of a worker is counted here from the streams of this
 * frontend, so that it is exact at the moment of routing; other frontends' streams are not seen.
 * For the event loop.
 */
public final class WorkerPool implements Dispatcher, PoolContext.Owner {

  private static final StreamHandle NO_STREAM =
      new StreamHandle() {
        @Override
        public long workerId() {
          return 0;
        }

        @Override
        public void cancel() {
          // Nothing was opened.
        }
      };

  private final PoolContext context;
  private final TreeMap<Long, RemoteWorker> workers = new TreeMap<>();
  private BusyThresholds thresholds;
  private int turn;
  private long lastScan;
  private long resumed;

  /** An empty pool. */
  public WorkerPool(RoutingOptions options, BusyThresholds thresholds, Vertx vertx, Log log) {
    NetClientOptions network =
        new NetClientOptions()
            .setTcpNoDelay(true)
            .setConnectTimeout((int) options.requestTimeout().toMillis());
    this.context =
        new PoolContext(
            options,
            new PoolContext.Network(vertx, vertx.createNetClient(network)),
            new PoolContext.Shared(log, Ticker.system()),
            this);
    this.thresholds = thresholds;
    options.streamTimeout().ifPresent(this::watchSilence);
    if (!options.inhibited().isZero()) {
      vertx.setPeriodic(
          options.inhibited().toMillis(),
          unused -> workers.values().forEach(RemoteWorker::release));
    }
  }

  private void watchSilence(Duration timeout) {
    long period = Math.max(5, Math.min(50, timeout.toMillis() / 10));
    lastScan = context.ticker().nanos();
    resumed = lastScan;
    context.vertx().setPeriodic(period, unused -> scanSilence(timeout, period));
  }

  /** After a stop of this process itself, silence counts from its end. */
  private void scanSilence(Duration timeout, long periodMillis) {
    long now = context.ticker().nanos();
    if (now - lastScan > Duration.ofMillis(4 * periodMillis + 200).toNanos()) {
      resumed = now;
    }
    lastScan = now;
    if (now - resumed > timeout.toNanos()) {
      List<RemoteWorker> all = List.copyOf(workers.values());
      all.forEach(worker -> worker.failSilentSince(now - timeout.toNanos(), timeout.toMillis()));
    }
  }

  /** Does something later on the event loop. */
  public void after(Duration delay, Runnable work) {
    context.vertx().setTimer(delay.toMillis(), unused -> work.run());
  }

  /** Discovery's present list. */
  public void update(Collection<Instance> instances) {
    Set<Long> present = new HashSet<>();
    for (Instance instance : instances) {
      present.add(instance.id());
      RemoteWorker known = workers.get(instance.id());
      if (known == null) {
        workers.put(instance.id(), new RemoteWorker(instance, context));
      } else {
        known.registered(true);
      }
    }
    for (RemoteWorker worker : List.copyOf(workers.values())) {
      if (!present.contains(worker.id())) {
        worker.registered(false);
      }
    }
  }

  @Override
  public void gone(RemoteWorker worker) {
    workers.remove(worker.id());
  }

  /** What discovery has at present, in order of ids. */
  public List<Instance> instances() {
    return workers.values().stream()
        .filter(RemoteWorker::registered)
        .map(RemoteWorker::instance)
        .toList();
  }

  /** Those of them that serve this model. */
  public List<Instance> serving(String model) {
    return instances().stream().filter(instance -> instance.model().equals(model)).toList();
  }

  /** The models that have a worker which can be asked now. */
  public Set<String> readyModels() {
    return workers.values().stream()
        .filter(RemoteWorker::routable)
        .map(worker -> worker.instance().model())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The thresholds in force. */
  public BusyThresholds thresholds() {
    return thresholds;
  }

  /** New thresholds from now on. */
  public void thresholds(BusyThresholds changed) {
    thresholds = changed;
  }

  @Override
  public StreamHandle open(Route route, WorkRequest request, StreamListener listener) {
    long now = context.ticker().nanos();
    List<RemoteWorker> routable = new ArrayList<>();
    for (RemoteWorker worker : workers.values()) {
      boolean asked = context.options().defect().asks(worker.id());
      if (worker.instance().model().equals(route.model()) && worker.routable() && asked) {
        routable.add(worker);
      }
    }
    if (routable.isEmpty()) {
      listener.failed(new Failure(Kind.NO_WORKERS, "no backend worker available", 0));
      return NO_STREAM;
    }
    routable.removeIf(
        worker ->
            route.excluded().contains(worker.id())
                || worker.overloaded(now)
                || thresholds.busy(worker));
    if (routable.isEmpty()) {
      listener.failed(new Failure(Kind.ALL_BUSY, "all eligible workers are overloaded", 0));
      return NO_STREAM;
    }
    return context.options().mode().choose(routable, turn++).open(request, listener);
  }
}
