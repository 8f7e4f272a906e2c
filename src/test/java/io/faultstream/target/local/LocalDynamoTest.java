package io.faultstream.target.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.process.FreePorts;
import io.faultstream.process.Launch;
import io.faultstream.spec.LocalSpec;
import io.faultstream.spec.LocalSpec.Plane;
import io.faultstream.spec.LocalSpec.Stores;
import io.faultstream.spec.TargetSpec.StoreSpec;
import io.faultstream.spec.WorkerRole;
import io.faultstream.target.processes.Blueprint.Place;
import io.faultstream.target.processes.Blueprint.Post;
import io.faultstream.target.processes.Blueprint.Store;
import io.faultstream.time.Chance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalDynamoTest {
  /** What a user may have set for a Dynamo of production. */
  private static final Map<String, String> EXPORTED =
      Map.of(
          "DYN_NAMESPACE", "production",
          "DYN_HTTP_HOST", "0.0.0.0",
          "DYN_HTTP_OVERLOAD_STATUS_CODE", "429",
          "ETCD_ENDPOINTS", "http://production:2379",
          "NATS_SERVER", "nats://production:4222",
          "FAULTSTREAM_PROCESS", "of another run",
          "PATH", "/usr/bin");

  @TempDir Path folder;
  private Path logs;
  private Place place;
  private LocalSpec spec;

  @BeforeEach
  void place() throws Exception {
    logs = Files.createDirectory(folder.resolve("logs"));
    place = new Place(logs, new FreePorts(new Chance(7).named("ports")));
    spec = LocalSpecs.counting(folder.resolve("home"));
  }

  private LocalDynamo dynamo(LocalSpec local) {
    return dynamo(local, Map.of());
  }

  private LocalDynamo dynamo(LocalSpec local, Map<String, String> environment) {
    return new LocalDynamo(
        LocalSpecs.target(local, Optional.of(Duration.ofSeconds(3))), environment);
  }

  private Path program(String name) throws IOException {
    Path file = Files.createFile(folder.resolve(name));
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private static Post post(String name, Path log) {
    return new Post(name, WorkerRole.AGGREGATED, 22_000, log);
  }

  @Test
  void frontendListensOnLoopbackAndHasNoSystemPort() throws Exception {
    LocalDynamo dynamo = dynamo(spec);
    assertThat(dynamo.stores(place)).isEmpty();
    Launch launch = dynamo.frontend(21_000, place);
    assertThat(launch.command())
        .startsWith(spec.python(), "-m", "dynamo.frontend")
        .containsSequence("--http-port", "21000")
        .containsSequence("--migration-limit", "3");
    assertThat(launch.environment())
        .containsEntry("DYN_HTTP_HOST", "127.0.0.1")
        .containsEntry("DYN_TCP_RPC_HOST", "127.0.0.1")
        .containsEntry("DYN_DISCOVERY_BACKEND", "file")
        .containsEntry("DYN_FILE_KV", logs.resolve("discovery").toString())
        .containsEntry("DYN_HTTP_BACKEND_STREAM_TIMEOUT_SECS", "3")
        .containsEntry("DYN_SYSTEM_PORT", "")
        .doesNotContainKeys("ETCD_ENDPOINTS", "NATS_SERVER");
    assertThat(Path.of(launch.environment().getOrDefault("HOME", ""))).hasParentRaw(logs);
  }

  @Test
  void countingWorkerRunsTheEngineThatLiesInTheRunsFolder() throws Exception {
    LocalDynamo dynamo = dynamo(spec);
    dynamo.stores(place);
    Path log = logs.resolve("worker-1.log");
    Launch launch = dynamo.worker(post("worker-1", log), place);
    Path engine = logs.resolve("counting_engine.py");
    assertThat(engine).content().contains("Dynamo's own runtime");
    assertThat(launch.command())
        .startsWith(spec.python(), engine.toString())
        .containsSequence("--model-name", "tiny")
        .containsSequence("--on-terminate", "drain");
    assertThat(launch.environment())
        .containsEntry("DYN_SYSTEM_PORT", "22000")
        .containsEntry("HF_HUB_OFFLINE", "1")
        .doesNotContainKey("HOME");
    assertThat(launch.log()).isEqualTo(log);
    assertThat(launch.name()).isEqualTo("worker-1");
  }

  @Test
  void workerByItsCommandLineIsFilledIn() throws Exception {
    LocalSpec vllm =
        LocalSpecs.command(
            spec, List.of("{python}", "-m", "dynamo.vllm", "--model={model}", "{worker}"));
    LocalDynamo dynamo = dynamo(vllm);
    dynamo.stores(place);
    Launch launch = dynamo.worker(post("worker-0", logs.resolve("l")), place);
    assertThat(launch.command())
        .containsExactly(spec.python(), "-m", "dynamo.vllm", "--model=tiny", "worker-0");
    assertThat(launch.environment()).doesNotContainKey("HF_HUB_OFFLINE");
    assertThat(logs.resolve("counting_engine.py")).doesNotExist();
  }

  /** The command line of a worker in this role. */
  private List<String> command(LocalSpec local, WorkerRole role) throws Exception {
    LocalDynamo dynamo = dynamo(local);
    dynamo.stores(place);
    String name = role.names(1).get(0);
    return dynamo.worker(new Post(name, role, 22_000, logs.resolve("l")), place).command();
  }

  @ParameterizedTest
  @EnumSource(WorkerRole.class)
  void eachEngineIsToldItsPartOfARequest(WorkerRole role) throws Exception {
    LocalSpec counting = LocalSpecs.counting(spec, 250, "ignore-cancel");
    assertThat(command(counting, role))
        .containsSequence("--mode", role.mode())
        .containsSequence("--first-ms", "250.0")
        .containsSequence("--defect", "ignore-cancel");
    List<String> mocker = command(LocalSpecs.mocker(spec), role);
    assertThat(mocker).startsWith(spec.python(), "-m", "dynamo.mocker");
    if (role == WorkerRole.AGGREGATED) {
      assertThat(mocker).doesNotContain("--disaggregation-mode");
    } else {
      assertThat(mocker).containsSequence("--disaggregation-mode", role.mode());
    }
    assertThat(command(LocalSpecs.command(spec, List.of("run", "--part={mode}")), role))
        .containsExactly("run", "--part=" + role.mode());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatTheUserExportedForAnotherDynamoReachesNobody(boolean command) throws Exception {
    LocalSpec local = command ? LocalSpecs.command(spec, List.of("{python}")) : spec;
    LocalDynamo dynamo = dynamo(local, EXPORTED);
    dynamo.stores(place);
    Launch frontend = dynamo.frontend(21_000, place);
    Launch worker = dynamo.worker(post("worker-0", logs.resolve("l")), place);
    assertThat(List.of(frontend, worker))
        .extracting(Launch::environment)
        .allSatisfy(
            all ->
                assertThat(all)
                    .containsEntry("DYN_NAMESPACE", "")
                    .containsEntry("DYN_HTTP_OVERLOAD_STATUS_CODE", "")
                    .containsEntry("ETCD_ENDPOINTS", "")
                    .containsEntry("NATS_SERVER", "")
                    .containsEntry("FAULTSTREAM_PROCESS", "")
                    .containsEntry("DYN_HTTP_HOST", "127.0.0.1")
                    .doesNotContainKey("PATH"));
  }

  @Test
  void frontendOfAnyEngineFindsTheUsersModelsAlthoughItsHomeIsAnother() throws Exception {
    LocalSpec command = LocalSpecs.command(spec, List.of("{python}"));
    String usual = Path.of(System.getProperty("user.home"), ".cache/huggingface").toString();
    assertThat(models(command, Map.of())).isEqualTo(usual);
    assertThat(models(command, Map.of("XDG_CACHE_HOME", "/cache"))).isEqualTo("/cache/huggingface");
    assertThat(models(command, Map.of("HF_HOME", "/models"))).isEqualTo("inherited");
    assertThat(models(spec, Map.of())).isEqualTo("inherited");
  }

  private String models(LocalSpec local, Map<String, String> environment) throws Exception {
    LocalDynamo dynamo = dynamo(local, environment);
    dynamo.stores(place);
    return dynamo.frontend(1, place).environment().getOrDefault("HF_HOME", "inherited");
  }

  @Test
  void storesAreStartedWhereAskedAndToldToAll() throws Exception {
    Stores stores = new Stores(Plane.NATS, "nats", program("my-nats").toString());
    LocalDynamo dynamo =
        new LocalDynamo(
            LocalSpecs.target(LocalSpecs.stores(stores).apply(spec))
                .with(new StoreSpec(2, Duration.ofSeconds(5), "")),
            EXPORTED);
    Place place =
        new Place(
            this.place.logs(),
            this.place.ports(),
            List.of("http://127.0.0.1:1", "http://127.0.0.1:2"));
    List<Store> started = dynamo.stores(place);
    assertThat(started).extracting(store -> store.launch().name()).containsExactly("nats");
    assertThat(started)
        .allSatisfy(store -> assertThat(store.ready().getHost()).isEqualTo("127.0.0.1"))
        .allSatisfy(
            store ->
                assertThat(store.launch().environment())
                    .containsEntry("ETCD_ENDPOINTS", "")
                    .containsEntry("NATS_SERVER", ""));
    assertThat(started.get(0).launch().command()).contains("--store_dir").noneMatch(this::open);
    Map<String, String> variables = dynamo.frontend(1, place).environment();
    assertThat(variables)
        .containsEntry("ETCD_LEASE_TTL", "5")
        .containsEntry("DYN_REQUEST_PLANE", "nats")
        .containsEntry("DYN_DISCOVERY_BACKEND", "etcd");
    assertThat(variables.get("ETCD_ENDPOINTS")).isEqualTo("http://127.0.0.1:1,http://127.0.0.1:2");
    assertThat(variables.get("NATS_SERVER")).startsWith("nats://127.0.0.1:");
    assertThat(dynamo.lease()).isEqualTo(Duration.ofSeconds(5));
  }

  private boolean open(String word) {
    return word.contains("0.0.0.0");
  }

  @Test
  void serverThatIsNowhereIsAnErrorThatNamesTheWays() {
    ServerPrograms none = new ServerPrograms(new Installation(folder.resolve("home")));
    assertThatThrownBy(() -> none.find("no-such-server", "", "target.local.nats"))
        .hasMessageContaining("no no-such-server on the PATH")
        .hasMessageContaining("target.local.nats")
        .hasMessageContaining("install-dynamo --servers");
    assertThatThrownBy(() -> none.find("etcd", "/no/such/etcd", "target.local.nats"))
        .hasMessageContaining("/no/such/etcd: no program is there");
  }

  @Test
  void unpackedServerIsFound() throws Exception {
    Installation installation = new Installation(folder);
    Path program = Files.createDirectories(installation.servers().resolve("usr/sbin"));
    Files.move(program("no-such-server"), program.resolve("no-such-server"));
    assertThat(new ServerPrograms(installation).find("no-such-server", "", "key"))
        .isEqualTo(program.resolve("no-such-server"));
  }

  @Test
  void missingInstallationIsRefusedWithWhatToRun() throws Exception {
    assertThat(LocalDynamo.refusal(LocalSpecs.target(spec)).orElseThrow())
        .contains("no Dynamo is installed in " + folder.resolve("home"))
        .contains("install-dynamo --home " + folder.resolve("home"));
    Path python = Path.of(spec.python());
    Files.createDirectories(python.getParent());
    Files.move(program("python"), python);
    assertThat(LocalDynamo.refusal(LocalSpecs.target(spec)).orElseThrow()).contains("not whole");
  }

  /** An installation with this mark, of no use but to be looked at. */
  private void installed(String mark) throws Exception {
    Installation installation = new Installation(folder.resolve("home"));
    if (!Files.exists(installation.python())) {
      Files.createDirectories(installation.python().getParent());
      Files.move(program("python"), installation.python());
      Files.createDirectories(installation.model());
      Files.createFile(installation.model().resolve("numbers.json"));
    }
    Files.writeString(installation.mark(), mark);
  }

  @Test
  void installationThatIsNotWhatWouldBeInstalledIsRefused() throws Exception {
    LocalSpec command = LocalSpecs.command(spec, List.of("{python}"));
    installed(Installation.wanted(spec.version()));
    assertThat(LocalDynamo.refusal(LocalSpecs.target(spec))).isEmpty();
    assertThat(LocalDynamo.refusal(LocalSpecs.target(command))).isEmpty();
    installed(spec.version() + "\nolder libraries\n");
    assertThat(LocalDynamo.refusal(LocalSpecs.target(spec)).orElseThrow())
        .contains("is not up to date; run")
        .contains("install-dynamo --home " + folder.resolve("home"));
    assertThat(LocalDynamo.refusal(LocalSpecs.target(command))).isEmpty();
    installed(Installation.wanted("1.0.0"));
    assertThat(LocalDynamo.refusal(LocalSpecs.target(spec)).orElseThrow()).contains("up to date");
    assertThat(LocalDynamo.refusal(LocalSpecs.target(command)).orElseThrow())
        .contains("up to date");
  }
}
