package io.faultstream.cluster.frontend.routing;

import io.faultstream.cluster.discovery.Instance;
import io.faultstream.cluster.discovery.Role;
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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
  private int prefillTurn;
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

  /** Those of them that give tokens of this model. */
  public List<Instance> serving(String model) {
    return givers().filter(instance -> instance.model().equals(model)).toList();
  }

  private Stream<Instance> givers() {
    return instances().stream().filter(instance -> instance.role().givesTokens());
  }

  /** Whether any model is served; prefill workers alone serve none. */
  public boolean serves() {
    return givers().findAny().isPresent();
  }

  /** Whether this model's prompts are computed by prefill workers. */
  public boolean splits(String model) {
    return serving(model).stream().anyMatch(instance -> instance.role() == Role.DECODE);
  }

  /**
   * The models that have a worker which can be asked now. Of prefill workers it is enough that one
   * is registered: the real frontend finds out with each request anew that none can be asked.
   */
  public Set<String> readyModels() {
    Set<String> ready = models(RemoteWorker::routable, true);
    Set<String> prefilled = models(RemoteWorker::registered, false);
    ready.removeIf(model -> splits(model) && !prefilled.contains(model));
    return ready;
  }

  private Set<String> models(Predicate<RemoteWorker> which, boolean giveTokens) {
    return workers.values().stream()
        .filter(which)
        .map(RemoteWorker::instance)
        .filter(instance -> instance.role().givesTokens() == giveTokens)
        .map(Instance::model)
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
      if (fits(worker.instance(), route) && worker.routable() && asked) {
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
    int next = route.prefill() ? prefillTurn++ : turn++;
    RemoteWorker chosen = context.options().mode().choose(routable, next);
    return chosen.open(request, route.wanted(), listener);
  }

  private static boolean fits(Instance instance, Route route) {
    return instance.model().equals(route.model())
        && instance.role().givesTokens() != route.prefill();
  }
}
