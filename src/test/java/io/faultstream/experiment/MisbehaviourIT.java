package io.faultstream.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Json;
import io.faultstream.history.Observation;
import io.faultstream.history.ObservationLog;
import io.faultstream.history.Outcome;
import io.faultstream.history.RunFolder;
import io.faultstream.load.server.Behaviour;
import io.faultstream.load.server.BehaviourServer;
import io.faultstream.load.server.Seen;
import io.faultstream.measure.PhaseSummary;
import io.faultstream.measure.Summary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole simulation against a server that misbehaves in every way that an outcome names: the
 * run's counts are those of the server, and nothing that the client showed it is written down.
 */
@Timeout(120)
final class MisbehaviourIT {
  private static final long SEED = 4711;
  private static final String TOKEN = "sk-sesame-9b1c7e";
  private static final String TEAM = "team-5d2a4f80";

  private static final String LOGS =
      """
      <configuration>
        <appender name="C" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%level %logger %msg%n</pattern></encoder>
        </appender>
        <logger name="io.gatling.http" level="TRACE"/>
        <root level="INFO"><appender-ref ref="C"/></root>
      </configuration>
      """;

  @TempDir Path folder;

  /** All behaviours a few times over, in an order that the seed makes. */
  private static List<Behaviour> mix() {
    List<Behaviour> mix = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      mix.addAll(List.of(Behaviour.values()));
    }
    Collections.shuffle(mix, new Random(SEED));
    return mix;
  }

  @Test
  void countsAreThoseOfTheServerAndNoSecretIsWrittenDown() throws Exception {
    List<Behaviour> mix = mix();
    try (BehaviourServer server = new BehaviourServer(number -> mix.get(number % mix.size()))) {
      SimulationProcess run = talkative();
      int exit =
          run.play(
              "target.url=" + server.base(),
              "target.headers=X-Team: $TEAM",
              "phase.standard.length=3s",
              "phase.overflow.length=3s",
              "phase.recovery.length=2s",
              "load.text=counting",
              "load.outputTokens=12",
              "load.connectTimeout=3s",
              "load.firstTokenTimeout=4s",
              "load.stallTimeout=2s",
              "load.totalTimeout=8s");
      assertThat(server.complaints()).isEmpty();
      Map<Outcome, Integer> played = played(server);
      assertThat(observed(run)).isEqualTo(played);
      assertThat(summed(run)).isEqualTo(played);
      assertThat(exit).isNotZero();
      assertThat(run.json(RunFolder.VERDICT).path("verdict").asText()).isNotEqualTo("PASS");
      assertThat(server.seen()).extracting(Seen::authorization).containsOnly("Bearer " + TOKEN);
      nothingIsWrittenDown(run);
    }
  }

  private SimulationProcess talkative() throws IOException {
    Path logs = folder.resolve("logs.xml");
    Files.writeString(logs, LOGS);
    return new SimulationProcess(
        folder,
        List.of("-Dlogback.configurationFile=" + logs),
        Map.of("FAULTSTREAM_TOKEN", TOKEN, "TEAM", TEAM));
  }

  private static Map<Outcome, Integer> played(BehaviourServer server) {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    server.seen().forEach(seen -> counts.merge(seen.played().outcome(), 1, Integer::sum));
    assertThat(server.seen())
        .extracting(Seen::played)
        .as("on a fresh connection the one that waits for a used one is good")
        .contains(
            Stream.of(Behaviour.values())
                .filter(one -> one != Behaviour.CLOSED_ON_REUSE)
                .toArray(Behaviour[]::new));
    return counts;
  }

  private static Map<Outcome, Integer> observed(SimulationProcess run) throws IOException {
    List<Observation> all = new ArrayList<>();
    assertThat(ObservationLog.read(run.file(RunFolder.OBSERVATIONS), all::add).complete()).isTrue();
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    all.forEach(one -> counts.merge(one.outcome(), 1, Integer::sum));
    assertThat(all)
        .filteredOn(one -> one.outcome() == Outcome.BAD_REQUEST)
        .anyMatch(one -> one.reply().error().contains("no such key: (hidden)"));
    return counts;
  }

  /** All phases of the summary together. */
  private static Map<Outcome, Integer> summed(SimulationProcess run) throws IOException {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    Summary summary =
        Json.reader(Summary.class).readValue(Files.readString(run.file(RunFolder.SUMMARY)));
    for (PhaseSummary phase : summary.phases().values()) {
      phase.outcomes().forEach((outcome, n) -> counts.merge(outcome, n.intValue(), Integer::sum));
    }
    return counts;
  }

  private void nothingIsWrittenDown(SimulationProcess run) throws IOException {
    assertThat(run.output().lines())
        .contains("starting target url with the token of FAULTSTREAM_TOKEN, headers X-Team …")
        .anyMatch(line -> line.contains("Write request"));
    assertThat(run.file(RunFolder.ENVIRONMENT)).content().contains("X-Team: $TEAM");
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertThat(all).hasSizeGreaterThan(10);
      for (Path file : all) {
        String text = text(file);
        assertThat(text.contains(TOKEN) || text.contains(TEAM)).as("secret in " + file).isFalse();
      }
    }
  }

  private static String text(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (file.toString().endsWith(".gz")) {
      bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
