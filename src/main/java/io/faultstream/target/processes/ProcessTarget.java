package io.faultstream.target.processes;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.faultstream.etcd.EtcdCluster;
import io.faultstream.etcd.EtcdException;
import io.faultstream.history.VersionProfile;
import io.faultstream.process.ChildProcess;
import io.faultstream.process.FreePorts;
import io.faultstream.process.OwnedFolder;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.process.Signal;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.TargetSpec;
import io.faultstream.target.Frontend;
import io.faultstream.target.Health;
import io.faultstream.target.HttpProbe;
import io.faultstream.target.Target;
import io.faultstream.target.TargetContext;
import io.faultstream.target.TargetException;
import io.faultstream.target.Worker;
import io.faultstream.target.WorkerControl;
import io.faultstream.target.processes.Blueprint.Place;
import io.faultstream.target.processes.Blueprint.Store;
import io.faultstream.target.profile.Detection;
import io.faultstream.time.Poll;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A frontend and some workers, and the stores they need, as child processes on loopback, so that
 * signals are real. All of it dies with this JVM. It is ready when the frontend lists the model and
 * counts every worker. Thread-safe; what needs the started target throws before {@link #start}.
 */
public final class ProcessTarget implements Target {
  private static final Duration STORE_EVERY = Duration.ofMillis(50);

  private static final Duration STORE_DEADLINE = Duration.ofSeconds(2);

  private final Blueprint blueprint;
  private final TargetSpec spec;
  private final TargetContext context;
  private final Crew crew;

  @GuardedBy("this")
  private @Nullable Running running;

  private volatile @Nullable EtcdCluster store;

  @GuardedBy("this")
  private final List<OwnedFolder> folders = new ArrayList<>();

  /** The processes that there are once it is started. */
  private record Running(Frontend frontend, ProcessWorkers workers) {}

  /** Starts nothing yet. */
  public ProcessTarget(Blueprint blueprint, TargetContext context) {
    this.blueprint = blueprint;
    this.spec = blueprint.spec();
    this.context = context;
    this.crew = new Crew(context.journal());
  }

  @Override
  public void start() throws TargetException, InterruptedException {
    try {
      StartUp startUp = new StartUp(spec, crew, startAll());
      startUp.await();
      VersionProfile found = Detection.of(running().frontend());
      OptionalInt told = blueprint.rejectionStatus();
      running().workers().speaks(told.isEmpty() ? found : found.rejectingWith(told.getAsInt()));
    } catch (TargetException | InterruptedException | RuntimeException e) {
      endAfter(e);
      throw e;
    }
  }

  private StartUp.Processes startAll() throws TargetException, InterruptedException {
    // With our number, so that two runs of one seed do not go for the same ports.
    long pid = ProcessHandle.current().pid();
    FreePorts ports = new FreePorts(context.chance().named("ports of " + pid));
    Place place = new Place(context.logs().toAbsolutePath(), ports, startEtcd(ports));
    int port = frontendPort(ports);
    startStores(place);
    ChildProcess frontend = crew.start(blueprint.frontend(port, place));
    Frontend view = new Frontend(URI.create("http://127.0.0.1:" + port));
    ProcessWorkers workers = new ProcessWorkers(crew, blueprint, place, view);
    for (String name : workerNames()) {
      workers.start(name, 1);
    }
    synchronized (this) {
      running = new Running(view, workers);
    }
    return new StartUp.Processes(frontend, view, workers);
  }

  /** Where its members are reached; none when there is no store. */
  private List<String> startEtcd(FreePorts ports) throws TargetException, InterruptedException {
    if (spec.store().isEmpty()) {
      return List.of();
    }
    EtcdCluster cluster = StoreStart.of(spec.store().orElseThrow(), context, ports);
    store = cluster;
    try {
      cluster.start();
    } catch (EtcdException e) {
      throw new TargetException("the target did not start: " + e.getMessage(), e);
    }
    return cluster.clientUrls();
  }

  private void startStores(Place place) throws TargetException, InterruptedException {
    List<Store> stores;
    try {
      stores = blueprint.stores(place);
    } catch (IOException e) {
      throw new TargetException("the target did not start: " + e.getMessage(), e);
    }
    List<ChildProcess> started = new ArrayList<>();
    for (Store store : stores) {
      makeFolder(store);
      started.add(crew.start(store.launch()));
    }
    HttpProbe probe = new HttpProbe(STORE_DEADLINE);
    for (int i = 0; i < started.size(); i++) {
      awaitStore(started.get(i), stores.get(i).ready(), probe);
    }
  }

  private synchronized void makeFolder(Store store) throws TargetException {
    try {
      folders.add(OwnedFolder.create(store.data(), context.journal()));
    } catch (IOException e) {
      throw new TargetException(store.launch().name() + " did not start: " + e.getMessage(), e);
    }
  }

  private synchronized void removeFolders() throws TargetException {
    for (OwnedFolder folder : folders) {
      try {
        folder.close();
      } catch (IOException e) {
        throw new TargetException("still there: " + folder.path() + ": " + e.getMessage(), e);
      }
    }
  }

  private void awaitStore(ChildProcess store, URI ready, HttpProbe probe)
      throws TargetException, InterruptedException {
    Optional<Boolean> serves =
        Poll.until(
            spec.readyWithin(),
            STORE_EVERY,
            () -> {
              if (store.exitCode().isPresent()) {
                return Optional.of(false);
              }
              return probe.get(ready).ok() ? Optional.of(true) : Optional.empty();
            });
    if (!serves.orElse(false)) {
      String how = serves.isPresent() ? " ended at its start" : " did not serve in time";
      throw new TargetException(store.name() + how + Crew.tail(store));
    }
  }

  private int frontendPort(FreePorts ports) throws TargetException {
    int asked = blueprint.frontendPort();
    if (asked != 0 && !FreePorts.free(asked)) {
      throw new TargetException(
          "the frontend did not start: port " + asked + " on 127.0.0.1 is taken");
    }
    try {
      return asked == 0 ? ports.next() : asked;
    } catch (IOException e) {
      throw new TargetException("the frontend did not start: " + e.getMessage(), e);
    }
  }

  private void endAfter(Exception first) {
    try {
      close();
    } catch (TargetException e) {
      first.addSuppressed(e);
    }
  }

  private synchronized Running running() {
    Running now = running;
    if (now == null) {
      throw new IllegalStateException("the target is not started");
    }
    return now;
  }

  @Override
  public URI baseUri() {
    return running().frontend().address("");
  }

  @Override
  public String model() {
    return spec.model();
  }

  @Override
  public Map<String, String> description() {
    Map<String, String> all = new TreeMap<>(blueprint.description());
    all.put("model", spec.model());
    all.put("workers", Integer.toString(spec.workers()));
    spec.split()
        .ifPresent(
            split -> {
              all.put("prefillWorkers", Integer.toString(split.prefillWorkers()));
              all.put("prefillCancel", split.prefillCancel().name().toLowerCase(Locale.ROOT));
            });
    all.put("migrationLimit", Integer.toString(spec.migrationLimit()));
    all.put("backendTimeout", spec.backendTimeout().map(ProcessTarget::text).orElse("never"));
    all.put("lease", text(blueprint.lease()));
    all.put("discovery", spec.store().isPresent() ? "etcd" : "file");
    store().ifPresent(cluster -> all.putAll(cluster.description()));
    return all;
  }

  @Override
  public VersionProfile profile() {
    return running().workers().profile();
  }

  @Override
  public Health health() throws InterruptedException {
    Frontend frontend = running().frontend();
    Optional<List<String>> models = frontend.models();
    Optional<Map<String, Set<String>>> instances = frontend.instancesByComponent();
    Count counted = new Count(spec, instances.orElse(Map.of()));
    boolean listed = models.filter(list -> list.contains(spec.model())).isPresent();
    String sentence =
        models.map(list -> "/v1/models lists " + list).orElse("/v1/models does not answer")
            + instances
                .map(any -> ", /health counts " + counted.words())
                .orElse(", /health does not answer");
    return new Health(listed && counted.whole(), sentence, counted.all());
  }

  @Override
  public Set<FaultKind> capabilities() {
    Set<FaultKind> can = EnumSet.noneOf(FaultKind.class);
    if (Signal.KILL.available()) {
      can.add(FaultKind.KILL);
      can.add(FaultKind.TERMINATE);
    }
    if (Signal.STOP.available()) {
      can.add(FaultKind.STALL);
    }
    Stream.of(FaultKind.values())
        .filter(kind -> kind.ofStore() && spec.store().isPresent() && Signal.STOP.available())
        .filter(kind -> !kind.ofNetwork() || networked())
        .forEach(can::add);
    return can;
  }

  private boolean networked() {
    return spec.store().filter(store -> store.network() != TargetSpec.Network.NONE).isPresent();
  }

  @Override
  public String refusal(FaultKind kind) {
    if (kind.ofNetwork() && spec.store().isPresent() && !networked()) {
      return "nothing lies between the store's members: target.etcd.network says what may";
    }
    return kind.ofStore() && spec.store().isEmpty()
        ? "there is no store: target.discovery=etcd starts one"
        : "process faults need Linux, and stall the 'kill' program on the PATH";
  }

  @Override
  public List<String> workerNames() {
    return spec.workerNames();
  }

  @Override
  public Map<String, URI> metricSources() {
    Map<String, URI> sources = new TreeMap<>();
    sources.put("frontend", running().frontend().address("/metrics"));
    for (Worker worker : running().workers().workers()) {
      sources.put(worker.name(), worker.system().resolve("/metrics"));
    }
    return sources;
  }

  @Override
  public Map<String, ProcessIdentity> processes() {
    Map<String, ProcessIdentity> all = new TreeMap<>(crew.latest());
    store().ifPresent(cluster -> all.putAll(cluster.processes()));
    return all;
  }

  @Override
  public Optional<EtcdCluster> store() {
    return Optional.ofNullable(store);
  }

  @Override
  public List<UnexpectedEnd> unexpectedEnds() {
    return crew.unexpectedEnds();
  }

  @Override
  public Optional<WorkerControl> workers() {
    return Optional.of(running().workers());
  }

  /** As {@code 10s} or {@code 1500ms}. */
  static String text(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
  }

  @Override
  public void close() throws TargetException {
    try {
      crew.end();
    } finally {
      try {
        closeStore();
      } finally {
        removeFolders();
      }
    }
  }

  private void closeStore() throws TargetException {
    EtcdCluster cluster = store;
    if (cluster != null) {
      try {
        cluster.close();
      } catch (EtcdException e) {
        throw new TargetException("the store was not ended: " + e.getMessage(), e);
      }
    }
  }
}
