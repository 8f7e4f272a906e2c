package io.faultstream.fault.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.fault.Faults;
import io.faultstream.fault.Nemesis;
import io.faultstream.fault.Scene;
import io.faultstream.fault.Schedules;
import io.faultstream.history.FaultEdges;
import io.faultstream.history.FaultEvent;
import io.faultstream.history.FaultStep;
import io.faultstream.history.InFlight;
import io.faultstream.process.Journal;
import io.faultstream.process.JournalEntry;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.FaultSpec.Victim.Rule;
import io.faultstream.spec.TargetSpec;
import io.faultstream.target.Target;
import io.faultstream.target.TargetContext;
import io.faultstream.target.Worker;
import io.faultstream.target.choice.Targets;
import io.faultstream.time.Chance;
import io.faultstream.time.RunClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process faults on real processes, with streams on them; the same on every kind of target. */
@Timeout(90)
abstract class WorkerFaults {
  private static final Duration LENGTH = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofSeconds(2);

  @TempDir Path folder;
  private Journal journal;
  private Target target;
  private final List<FaultEvent> events = new CopyOnWriteArrayList<>();
  private final List<ProcessIdentity> processes = new ArrayList<>();

  /** The target: two workers, migration limit 3, about 6 ms a token. */
  abstract TargetSpec spec();

  @BeforeEach
  void startTarget() throws Exception {
    journal = Journal.open(folder.resolve("journal.jsonl"));
    target = Targets.of(spec(), new TargetContext(folder, journal, new Chance(7)));
    target.start();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    for (JournalEntry entry : Journal.openEntries(folder.resolve("journal.jsonl"))) {
      processes.add(ProcessIdentity.from(entry.data()));
    }
    target.close();
    target.close();
    assertThat(processes).noneMatch(ProcessIdentity::alive);
    assertThat(Journal.openEntries(folder.resolve("journal.jsonl"))).isEmpty();
    journal.close();
  }

  @Test
  void killedWorkerIsProvenGoneAndReplaced() throws Exception {
    CompletableFuture<HttpResponse<String>> stream = stream(400);
    assertThat(play(FaultKind.KILL, SHORT)).isTrue();

    FaultEvent effect = first(FaultStep.EFFECT);
    assertThat(effect.evidence()).contains("gone by /proc");
    assertThat(effect.load().orElseThrow().gauge()).hasValue(1);
    assertThat(effect.load().orElseThrow().openRequests()).hasSize(1);
    assertThat(effect.load().orElseThrow().migrationsBefore()).hasValue(0);
    assertThat(first(FaultStep.NOTICED).ok()).isTrue();
    assertThat(first(FaultStep.NOTICED).evidence()).contains("has left the frontend's /health");
    assertThat(first(FaultStep.UNDONE).evidence()).contains("is in /health");
    assertThat(stream.get(20, TimeUnit.SECONDS).body()).contains("[DONE]");
    assertThat(target.workers().orElseThrow().migrations()).hasValue(1);
    assertThat(target.unexpectedEnds()).isEmpty();
  }

  @Test
  void terminatedWorkerLeavesAndDrains() throws Exception {
    CompletableFuture<HttpResponse<String>> stream = stream(1000);
    assertThat(play(FaultKind.TERMINATE, SHORT)).isTrue();

    assertThat(first(FaultStep.EFFECT).evidence()).contains("has left /health");
    assertThat(first(FaultStep.EFFECT).load().orElseThrow().openRequests()).hasSize(1);
    assertThat(events).anyMatch(event -> event.evidence().contains("drained and ended"));
    assertThat(stream.get(20, TimeUnit.SECONDS).body()).contains("[DONE]");
    assertThat(target.workers().orElseThrow().migrations()).hasValue(0);
    assertThat(target.unexpectedEnds()).isEmpty();
  }

  @Test
  void stalledWorkerIsStoppedAndGoesOn() throws Exception {
    CompletableFuture<HttpResponse<String>> stream = stream(1000);
    assertThat(play(FaultKind.STALL, SHORT)).isTrue();

    assertThat(first(FaultStep.EFFECT).evidence()).contains("state letter T");
    assertThat(first(FaultStep.NOTICED).evidence()).contains("/health: no answer");
    assertThat(first(FaultStep.UNDONE).ok()).isTrue();
    assertThat(stream.get(20, TimeUnit.SECONDS).body()).contains("[DONE]");
    assertThat(steps())
        .containsExactly(
            FaultStep.HEALTHY_BEFORE,
            FaultStep.ARMED,
            FaultStep.INJECTING,
            FaultStep.EFFECT,
            FaultStep.NOTICED,
            FaultStep.UNDOING,
            FaultStep.UNDONE,
            FaultStep.HEALTHY_AFTER);
  }

  /**
   * The real system's file store looks for entries older than the lease of 10 s every third of it:
   * a stalled worker leaves 7 to 14 s after it was stopped.
   */
  @Test
  void workerStalledBeyondItsLeaseIsReplacedOnceItsStreamsHaveEnded() throws Exception {
    CompletableFuture<HttpResponse<String>> stream = stream(400);
    assertThat(play(FaultKind.STALL, Duration.ofSeconds(15))).isTrue();

    assertThat(first(FaultStep.UNDONE).evidence())
        .contains("did not register again, so another was started")
        .contains("is in /health");
    assertThat(stream.get(20, TimeUnit.SECONDS).body()).contains("[DONE]");
    assertThat(target.workers().orElseThrow().migrations()).hasValue(0);
  }

  @Test
  void workerThatDiesUnaskedIsSaid() throws Exception {
    Worker worker = target.workers().orElseThrow().workers().get(1);
    io.faultstream.process.Signal.KILL.sendTo(worker.process());
    assertThat(
            io.faultstream.time.Poll.until(
                Duration.ofSeconds(5),
                Duration.ofMillis(10),
                () -> target.unexpectedEnds().stream().findFirst()))
        .hasValueSatisfying(
            end -> assertThat(end.sentence()).contains("worker-1 ended unasked", "137"));
  }

  private boolean play(FaultKind kind, Duration hold) throws Exception {
    FaultSpec fault = Schedules.fault(kind, Schedules.by(Rule.RECEIVING), hold);
    FaultEdges edges = new FaultEdges();
    Scene scene =
        new Scene(
            Schedules.experiment(spec(), LENGTH, fault),
            target,
            new Faults(ProcessFaults.kits()),
            RunClock.startingNow(),
            new Chance(7),
            journal,
            new InFlight(),
            edges,
            events::add);
    try (Nemesis nemesis = new Nemesis(scene)) {
      boolean ok = nemesis.play(fault).get(60, TimeUnit.SECONDS);
      assertThat(nemesis.undoAll(Duration.ofSeconds(5))).isEmpty();
      assertThat(edges.count()).isEqualTo(2);
      events.forEach(event -> assertThat(event.ok()).as("%s", event).isTrue());
      return ok;
    }
  }

  /** A stream of so many tokens; completed when its reply is whole. */
  private CompletableFuture<HttpResponse<String>> stream(int tokens) {
    String body =
        "{\"model\":\"tiny\",\"stream\":true,\"max_tokens\":"
            + tokens
            + ",\"ignore_eos\":true,\"messages\":[{\"role\":\"user\",\"content\":\"1 2 3\"}]}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(target.baseUri() + "/v1/chat/completions"))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .sendAsync(request, BodyHandlers.ofString());
  }

  private List<FaultStep> steps() {
    return events.stream().map(FaultEvent::step).toList();
  }

  private FaultEvent first(FaultStep step) {
    return events.stream().filter(event -> event.step() == step).findFirst().orElseThrow();
  }
}
