package io.faultstream.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultstream.cli.Main;
import io.faultstream.fault.Schedules;
import io.faultstream.history.FaultEvent;
import io.faultstream.history.FaultStep;
import io.faultstream.history.Json;
import io.faultstream.history.RunFolder;
import io.faultstream.process.JournalEntry;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.FaultSpec.Victim.Rule;
import io.faultstream.spec.TargetSpec.Network;
import io.faultstream.target.network.StoreNetworks;
import io.faultstream.time.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is left of a whole run with a store of its own: no server, no process that serves and no
 * data folder, however the run ends. A run that is broken off is never a PASS.
 */
@Timeout(120)
final class StoreLeftoversIT {
  private static final Duration EVERY = Duration.ofMillis(50);
  private static final Duration BROKEN_WITHIN = Duration.ofSeconds(60);
  private static final Duration GONE_WITHIN = Duration.ofSeconds(10);

  private static final List<String> SETTINGS =
      List.of(
          "target.kind=embedded",
          "target.embedded.heap=64",
          "target.etcd.lease=4s",
          "phase.warmup.length=1s",
          "phase.standard.length=3s",
          "phase.recovery.length=5s",
          "load.rate=18",
          "load.peak=20",
          "load.outputTokens=30",
          "target.embedded.decodeSpeedup=0.287",
          "fault.at=500ms");

  /** Two elections and more fit into the hold. */
  private static final List<String> LONG =
      List.of("phase.overflow.length=20s", "fault.hold=15s", "load.stallTimeout=5s");

  @TempDir Path folder;

  private SimulationProcess run() {
    return new SimulationProcess("etcd-ha", folder);
  }

  private static String[] with(List<String> more, String last) {
    return Stream.of(SETTINGS, more, List.of(last)).flatMap(List::stream).toArray(String[]::new);
  }

  /** A limit that nothing can keep makes the same run fail. */
  @ParameterizedTest
  @CsvSource({"15000,PASS", "0,FAIL"})
  void nothingIsLeftOfARunThatEndsAsItShould(String gapMillis, String verdict) throws Exception {
    SimulationProcess run = run();
    List<String> shortly =
        List.of(
            "fault.kind=etcd-follower-kill",
            "fault.hold=1s",
            "phase.overflow.length=4s",
            // Clients must be seen for 5 s after it is undone.
            "phase.recovery.length=8s");

    int exit = run.play(with(shortly, "claim.watch-complete.maxGapMillis=" + gapMillis));

    assertThat(run.json(RunFolder.VERDICT).path("verdict").asText())
        .as(run.output())
        .isEqualTo(verdict);
    assertThat(exit == 0).isEqualTo(verdict.equals("PASS"));
    nothingIsLeft(run);
  }

  @ParameterizedTest
  @EnumSource(names = {"ETCD_LEADER_KILL", "ETCD_LEADER_PAUSE"})
  void nothingIsLeftAfterCtrlCInMidFault(FaultKind kind) throws Exception {
    SimulationProcess run = run();
    Process simulation = run.start(with(LONG, "fault.kind=" + kind.label()));
    try {
      broken(run, kind);
      assertThat(journalled(run)).anyMatch(ProcessIdentity::alive);
      signal(simulation, "INT");
      assertThat(simulation.waitFor(30, TimeUnit.SECONDS)).as(run.output()).isTrue();
    } finally {
      simulation.destroyForcibly();
    }

    assertThat(simulation.exitValue()).isNotZero();
    JsonNode judgement = run.json(RunFolder.VERDICT);
    assertThat(judgement.path("verdict").asText())
        .as(judgement.toPrettyString())
        .isEqualTo("INCONCLUSIVE");
    nothingIsLeft(run);
  }

  @ParameterizedTest
  @CsvSource({
    "ETCD_LEADER_PAUSE, NONE",
    "ETCD_PARTITION_PEERS, PROXY",
    "ETCD_PARTITION_PEERS, NAMESPACES"
  })
  void nothingIsLeftAfterKillInMidFaultAndCleanup(FaultKind kind, Network network)
      throws Exception {
    FaultSpec fault = Schedules.fault(kind, Schedules.by(Rule.STORE), Duration.ofSeconds(1));
    assumeThat(StoreNetworks.refusal(network, List.of(fault))).isEmpty();
    Set<String> before = networks();
    SimulationProcess run = run();
    List<String> more = new ArrayList<>(LONG);
    more.add("target.etcd.network=" + network.name().toLowerCase(Locale.ROOT));
    Process simulation = run.start(with(more, "fault.kind=" + kind.label()));
    try {
      broken(run, kind);
      assertThat(journalled(run)).anyMatch(ProcessIdentity::alive);
      assertThat(journalled(run).stream().anyMatch(ProcessIdentity::stopped))
          .isEqualTo(kind == FaultKind.ETCD_LEADER_PAUSE);
      assertThat(networks().equals(before)).isEqualTo(network != Network.NAMESPACES);
    } finally {
      simulation.destroyForcibly();
    }
    assertThat(simulation.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(dataFolders()).isNotEmpty();
    assertThat(run.file(RunFolder.VERDICT)).doesNotExist();

    assertThat(cleanup()).contains("UNDONE").doesNotContain("LEAKED");
    nothingIsLeft(run);
    assertThat(networks()).isEqualTo(before);
    assertThat(cleanup()).contains("nothing is left of earlier runs");
    assertThat(run.file(RunFolder.VERDICT)).doesNotExist();
  }

  /** The network namespaces that have a name, and the links of the host. */
  private static Set<String> networks() throws IOException {
    Set<String> all = new TreeSet<>();
    for (Path place : List.of(Path.of("/run/netns"), Path.of("/sys/class/net"))) {
      if (Files.isDirectory(place)) {
        try (Stream<Path> entries = Files.list(place)) {
          entries.map(Path::toString).forEach(all::add);
        }
      }
    }
    return all;
  }

  /** Waits until the fault is proven to be in force. */
  private static void broken(SimulationProcess run, FaultKind kind) throws Exception {
    Path faults = run.file(RunFolder.FAULTS);
    Optional<FaultEvent> effect =
        Poll.until(
            BROKEN_WITHIN,
            EVERY,
            () ->
                events(faults).stream()
                    .filter(one -> one.kind() == kind && one.step() == FaultStep.EFFECT && one.ok())
                    .findFirst());
    assertThat(effect).as(run.output()).isPresent();
  }

  /** As far as they are written. */
  private static List<FaultEvent> events(Path faults) {
    List<FaultEvent> events = new ArrayList<>();
    try {
      for (String line : Files.exists(faults) ? Files.readAllLines(faults) : List.<String>of()) {
        events.add(Json.reader(FaultEvent.class).readValue(line));
      }
    } catch (IOException cutOff) {
      return events;
    }
    return events;
  }

  private static void signal(Process process, String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** All that the run ever started. */
  private static List<ProcessIdentity> journalled(SimulationProcess run) throws IOException {
    List<ProcessIdentity> all = new ArrayList<>();
    for (String line : Files.readAllLines(run.file("journal.jsonl"))) {
      JsonNode entry = Json.reader(JsonNode.class).readTree(line);
      if (entry.path("kind").asText().equals(JournalEntry.PROCESS)) {
        JsonNode data = entry.path("data");
        all.add(
            new ProcessIdentity(
                data.path("pid").asLong(),
                data.path("startTicks").asLong(),
                data.path("bootId").asText()));
      }
    }
    return all;
  }

  private void nothingIsLeft(SimulationProcess run) throws Exception {
    assertThat(journalled(run)).as("three servers, a frontend, workers").hasSizeGreaterThan(5);
    assertThat(
            Poll.until(
                GONE_WITHIN,
                EVERY,
                () ->
                    Optional.of(true)
                        .filter(any -> alive(run).isEmpty() && naming(folder).isEmpty())))
        .as("alive: %s, naming the folder: %s", alive(run), naming(folder))
        .isPresent();
    assertThat(dataFolders()).isEmpty();
  }

  private static List<ProcessIdentity> alive(SimulationProcess run) {
    try {
      return journalled(run).stream().filter(ProcessIdentity::alive).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Processes whose command line names this folder. */
  private static List<String> naming(Path folder) {
    List<String> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (Path process : all.filter(StoreLeftoversIT::isProcess).toList()) {
        String line = commandLine(process);
        if (line.contains(folder.toString())) {
          found.add(process + " " + line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static boolean isProcess(Path entry) {
    return String.valueOf(entry.getFileName()).matches("\\d+");
  }

  /** Empty for one that is gone, or a zombie. */
  private static String commandLine(Path process) {
    try {
      byte[] line = Files.readAllBytes(process.resolve("cmdline"));
      return new String(line, StandardCharsets.UTF_8).replace('\0', ' ');
    } catch (IOException gone) {
      return "";
    }
  }

  private List<Path> dataFolders() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(one -> one.endsWith("etcd-data")).toList();
    }
  }

  /** What the command says, in a JVM of its own as a user's. */
  private String cleanup() throws Exception {
    Process cleanup =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "cleanup",
                "--results",
                folder.resolve("results").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(cleanup.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(cleanup.waitFor()).as(said).isZero();
    return said;
  }
}
