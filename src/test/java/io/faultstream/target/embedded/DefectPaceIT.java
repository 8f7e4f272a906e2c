package io.faultstream.target.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.process.Journal;
import io.faultstream.process.Signal;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.TargetSpec.EmbeddedSpec;
import io.faultstream.spec.TargetSpec.PlantedDefect;
import io.faultstream.target.TargetContext;
import io.faultstream.target.Worker;
import io.faultstream.target.WorkerControl;
import io.faultstream.target.processes.ProcessTarget;
import io.faultstream.time.Chance;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A slow cluster gives its tokens later by the share that was asked for. A stream is measured from
 * its first token to its last, and the median of some counts.
 */
@Timeout(120)
final class DefectPaceIT {
  private static final int TOKENS = 150;
  private static final int TRIES = 5;
  private static final double SHARE = 0.5;

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path folder;

  private ProcessTarget target(int workers, PlantedDefect defect, Journal journal) {
    TargetSpec usual = Specs.embedded();
    TargetSpec spec =
        new TargetSpec(
            usual.kind(),
            usual.url(),
            usual.model(),
            workers,
            usual.migrationLimit(),
            usual.onTerminate(),
            usual.backendTimeout(),
            usual.readyWithin(),
            new EmbeddedSpec(0, 1, 1, "round-robin", 529, false, 64, Optional.of(defect)),
            usual.local());
    return new ProcessTarget(
        new EmbeddedCluster(spec), new TargetContext(folder, journal, new Chance(7)));
  }

  /** Nanoseconds from the first token to the last. */
  private CompletableFuture<Long> stream(URI base, int tokens) {
    String body =
        "{\"model\":\"tiny\",\"stream\":true,\"max_tokens\":"
            + tokens
            + ",\"messages\":[{\"role\":\"user\",\"content\":\"go\"}]}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/v1/chat/completions"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client
        .sendAsync(request, BodyHandlers.ofLines())
        .thenApply(response -> lasted(response.body()));
  }

  private static long lasted(Stream<String> lines) {
    List<Long> times = new ArrayList<>();
    lines
        .filter(line -> line.contains("\"content\""))
        .forEach(line -> times.add(System.nanoTime()));
    assertThat(times).hasSizeGreaterThanOrEqualTo(TOKENS);
    return times.get(times.size() - 1) - times.get(0);
  }

  /** The median, as a late first token makes a stream seem short; the first one warms up. */
  private double usual(URI base) throws Exception {
    stream(base, TOKENS).get();
    List<Long> all = new ArrayList<>();
    for (int i = 0; i < TRIES; i++) {
      all.add(stream(base, TOKENS).get());
    }
    Collections.sort(all);
    return all.get(TRIES / 2);
  }

  private double pace(PlantedDefect defect) throws Exception {
    try (Journal journal = Journal.open(folder.resolve(defect.name() + ".jsonl"));
        ProcessTarget target = target(1, defect, journal)) {
      target.start();
      return usual(target.baseUri());
    }
  }

  @Test
  void slowEngineTakesItsShareLongerAlwaysOrOnlyWhereItIsCrowded() throws Exception {
    double normal = pace(new PlantedDefect("none", SHARE, 0));

    assertThat(pace(new PlantedDefect("slow", SHARE, 0)) / normal).isBetween(1.4, 1.65);
    assertThat(pace(new PlantedDefect("slow", SHARE, 1)) / normal).isBetween(0.9, 1.15);
  }

  @Test
  void engineThatTookAStreamOverIsSlowFromThenOn() throws Exception {
    PlantedDefect defect = new PlantedDefect("slow-after-fault", SHARE, 0);
    try (Journal journal = Journal.open(folder.resolve("journal.jsonl"));
        ProcessTarget target = target(2, defect, journal)) {
      target.start();
      URI base = target.baseUri();
      double before = usual(base);
      CompletableFuture<Long> moved = stream(base, 4 * TOKENS);
      WorkerControl control = target.workers().orElseThrow();
      control.signal(serving(control), Signal.KILL);
      moved.get();

      assertThat(usual(base) / before).isBetween(1.4, 1.65);
    }
  }

  private static Worker serving(WorkerControl control) throws InterruptedException {
    while (true) {
      for (Worker worker : control.workers()) {
        if (control.inFlight(worker).orElse(0) > 0) {
          return worker;
        }
      }
    }
  }
}
