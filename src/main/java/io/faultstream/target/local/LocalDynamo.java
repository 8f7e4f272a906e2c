package io.faultstream.target.local;

import io.faultstream.process.Launch;
import io.faultstream.process.Programs;
import io.faultstream.spec.LocalSpec;
import io.faultstream.spec.LocalSpec.Engine;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.TargetSpec.StoreSpec;
import io.faultstream.spec.WorkerRole;
import io.faultstream.spec.settings.Homes;
import io.faultstream.target.processes.Blueprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A real Dynamo: {@code python -m dynamo.frontend} and workers, each a process of its own that
 * listens on loopback, as far as Dynamo can be told: the mocker's publisher of events listens
 * everywhere whatever is said. The counting engine's program is written into the run's folder, so
 * that the folder shows who computed. What the user has set for some other Dynamo, etcd or NATS is
 * taken away from the environment of all of them, whatever computes, so that a run does what its
 * settings say and reaches nobody else; what is wanted goes through {@code
 * target.local.*Arguments}. Once started, thread-safe.
 */
public final class LocalDynamo implements Blueprint {
  /** Files of the file discovery expire after this, seen on 1.6.1: 9.3 to 10.5 s. */
  private static final Duration FILE_LEASE = Duration.ofSeconds(10);

  private static final String ENGINE = "counting_engine.py";

  /** Who listens where. */
  private static final List<String> HOSTS =
      List.of(
          "DYN_HTTP_HOST",
          "DYN_SYSTEM_HOST",
          "DYN_TCP_RPC_HOST",
          "DYN_TCP_RESPONSE_STREAM_HOST",
          "DYN_EVENT_PLANE_HOST");

  private final TargetSpec spec;
  private final LocalSpec local;
  private final Installation installation;
  private final UserEnvironment environment;
  private volatile Map<String, String> storeVariables = Map.of();

  /** A Dynamo as asked for; {@code spec.local()} must be there. */
  public LocalDynamo(TargetSpec spec) {
    this(spec, System.getenv());
  }

  /** The same where the processes inherit this environment. */
  LocalDynamo(TargetSpec spec, Map<String, String> environment) {
    this.environment = new UserEnvironment(environment);
    this.spec = spec;
    this.local = spec.local().orElseThrow();
    this.installation = new Installation(Path.of(local.home()));
  }

  /** Why it cannot be started on this machine, and what to do; empty when it can. */
  public static Optional<String> refusal(TargetSpec spec) {
    LocalSpec local = spec.local().orElseThrow();
    Installation installation = new Installation(Path.of(local.home()));
    boolean own = local.python().equals(installation.python().toString());
    if (own && !Files.isExecutable(installation.python())) {
      return Optional.of("no Dynamo is installed in " + local.home() + "; " + advice(local));
    }
    if (!own && !Programs.exists(local.python())) {
      return Optional.of("target.local.python = " + local.python() + ": no program is there");
    }
    boolean needsModel = local.engine() != Engine.COMMAND;
    if (needsModel && !installation.whole()) {
      return Optional.of("the installation in " + local.home() + " is not whole; " + advice(local));
    }
    return needsModel || own ? outdated(local, installation) : Optional.empty();
  }

  /** What this project brings along matters only to the engines of its model. */
  private static Optional<String> outdated(LocalSpec local, Installation installation) {
    try {
      boolean fits =
          local.engine() == Engine.COMMAND
              ? installation.ofVersion(local.version())
              : installation.upToDate(local.version());
      return fits
          ? Optional.empty()
          : Optional.of(
              "the installation in " + local.home() + " is not up to date; " + advice(local));
    } catch (IOException e) {
      return Optional.of("the installation in " + local.home() + " cannot be read: " + e);
    }
  }

  private static String advice(LocalSpec local) {
    boolean usual = local.version().equals(Homes.VERSION);
    String version = usual ? "" : " --dynamo-version " + local.version();
    String home =
        local.home().equals(Homes.dynamo("", local.version())) ? "" : " --home " + local.home();
    return "run: mvn -q compile exec:java -Dexec.args=\"install-dynamo" + version + home + "\"";
  }

  @Override
  public TargetSpec spec() {
    return spec;
  }

  @Override
  public List<Store> stores(Place place) throws IOException, InterruptedException {
    if (local.engine() == Engine.COUNTING) {
      Resource.write(ENGINE, place.logs().resolve(ENGINE));
    }
    LocalStores stores = LocalStores.of(local, new ServerPrograms(installation), place);
    storeVariables = stores.variables();
    return stores.servers().stream().map(this::undisturbed).toList();
  }

  private Store undisturbed(Store store) {
    Launch launch = store.launch();
    Map<String, String> variables = environment.takenAway();
    variables.putAll(launch.environment());
    return new Store(
        new Launch(launch.name(), launch.command(), variables, launch.log()),
        store.ready(),
        store.data());
  }

  @Override
  public Launch frontend(int port, Place place) {
    List<String> command = new ArrayList<>(List.of(local.python(), "-m", "dynamo.frontend"));
    command.addAll(List.of("--http-port", Integer.toString(port)));
    command.addAll(List.of("--router-mode", local.router()));
    command.addAll(List.of("--migration-limit", Integer.toString(spec.migrationLimit())));
    command.addAll(local.frontendArguments());
    Map<String, String> variables = variables(place);
    // The workers' alone.
    variables.put("DYN_SYSTEM_PORT", "");
    // It writes copies of model cards below its home directory.
    variables.put("HOME", place.logs().resolve("frontend-home").toString());
    if (local.engine() == Engine.COMMAND) {
      // The tokenizer of the workers' model is looked for there.
      variables.putAll(environment.huggingFace());
    }
    spec.backendTimeout()
        .ifPresent(
            time ->
                variables.put(
                    "DYN_HTTP_BACKEND_STREAM_TIMEOUT_SECS", Long.toString(time.toSeconds())));
    return new Launch("frontend", command, variables, place.logs().resolve("frontend.log"));
  }

  @Override
  public Launch worker(Post post, Place place) {
    List<String> command =
        switch (local.engine()) {
          case COUNTING -> counting(post, place);
          case MOCKER -> mocker(post);
          case COMMAND -> local.command().stream().map(word -> filled(word, post)).toList();
        };
    List<String> all = new ArrayList<>(command);
    all.addAll(local.workerArguments());
    Map<String, String> variables = variables(place);
    variables.put("DYN_SYSTEM_PORT", Integer.toString(post.systemPort()));
    return new Launch(post.name(), all, variables, post.log());
  }

  private List<String> counting(Post post, Place place) {
    List<String> command =
        withModel(List.of(local.python(), place.logs().resolve(ENGINE).toString()));
    command.addAll(List.of("--mode", post.role().mode()));
    command.addAll(List.of("--first-ms", Double.toString(local.prefillMillis())));
    command.addAll(List.of("--step-ms", Double.toString(local.stepMillis())));
    command.addAll(List.of("--defect", local.defect()));
    command.addAll(List.of("--on-terminate", spec.onTerminate().name().toLowerCase(Locale.ROOT)));
    return command;
  }

  private List<String> mocker(Post post) {
    List<String> command = withModel(List.of(local.python(), "-m", "dynamo.mocker"));
    if (post.role() != WorkerRole.AGGREGATED) {
      // Older mockers do not know it.
      command.addAll(List.of("--disaggregation-mode", post.role().mode()));
    }
    return command;
  }

  private List<String> withModel(List<String> program) {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("--model-path", installation.model().toString()));
    command.addAll(List.of("--model-name", spec.model()));
    return command;
  }

  private String filled(String word, Post post) {
    return word.replace("{python}", local.python())
        .replace("{model}", spec.model())
        .replace("{worker}", post.name())
        .replace("{mode}", post.role().mode());
  }

  /** What every process is told; every listener that can be told stays on loopback. */
  private Map<String, String> variables(Place place) {
    Map<String, String> all = environment.takenAway();
    all.putAll(storeVariables);
    all.put("DYN_DISCOVERY_BACKEND", spec.store().isPresent() ? "etcd" : "file");
    spec.store()
        .ifPresent(
            store -> {
              all.put("ETCD_ENDPOINTS", String.join(",", place.etcd()));
              all.put("ETCD_LEASE_TTL", Long.toString(store.lease().toSeconds()));
            });
    all.put("DYN_FILE_KV", place.logs().resolve("discovery").toString());
    all.put("DYN_REQUEST_PLANE", local.stores().requestPlane().name().toLowerCase(Locale.ROOT));
    all.put("DYN_EVENT_PLANE", local.stores().eventPlane());
    for (String host : HOSTS) {
      all.put(host, "127.0.0.1");
    }
    all.put("DYN_LOG", local.logLevel());
    all.put("DYN_SDK_DISABLE_ANSI_LOGGING", "1");
    // Without it a mocker never says that it is ready.
    all.put("DYN_HEALTH_CHECK_ENABLED", "true");
    all.put("PYTHONUNBUFFERED", "1");
    all.put("PYTHONDONTWRITEBYTECODE", "1");
    if (local.engine() != Engine.COMMAND) {
      all.put("HF_HUB_OFFLINE", "1");
    }
    return all;
  }

  @Override
  public int frontendPort() {
    return local.port();
  }

  @Override
  public Duration lease() {
    return spec.store().map(StoreSpec::lease).orElse(FILE_LEASE);
  }

  @Override
  public OptionalInt rejectionStatus() {
    return OptionalInt.empty();
  }

  @Override
  public Map<String, String> description() {
    Map<String, String> all = new TreeMap<>();
    all.put("kind", "local");
    all.put("engine", local.engine().name().toLowerCase(Locale.ROOT));
    all.put("defect", local.defect());
    all.put("python", local.python());
    all.put("router", local.router());
    all.put("requestPlane", local.stores().requestPlane().name().toLowerCase(Locale.ROOT));
    all.put("eventPlane", local.stores().eventPlane());
    return all;
  }
}
