package io.faultstream.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.fault.control.ControlledKit;
import io.faultstream.fault.control.Decoys;
import io.faultstream.fault.process.ProcessFaults;
import io.faultstream.history.FaultEdges;
import io.faultstream.history.FaultEvent;
import io.faultstream.history.FaultStep;
import io.faultstream.history.InFlight;
import io.faultstream.process.Journal;
import io.faultstream.process.JournalEntry;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.spec.Control;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.target.embedded.Specs;
import io.faultstream.time.Chance;
import io.faultstream.time.Poll;
import io.faultstream.time.RunClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Negative controls: a decoy is a real process that is really hit, a sham touches nothing. */
@Timeout(30)
final class ControlTest {
  private static final Duration HOLD = Duration.ofMillis(200);

  @TempDir Path folder;
  private final FakeTarget target = new FakeTarget(2);
  private final FakeFault fake = new FakeFault();
  private final FaultEdges edges = new FaultEdges();
  private final List<FaultEvent> events = new CopyOnWriteArrayList<>();
  private Journal journal;
  private Decoys decoys;

  @BeforeEach
  void open() throws IOException {
    journal = Journal.open(folder.resolve("journal.jsonl"));
    decoys = new Decoys(journal, folder);
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    List<JournalEntry> started =
        Journal.openEntries(folder.resolve("journal.jsonl")).stream()
            .filter(entry -> entry.kind().equals(JournalEntry.PROCESS))
            .toList();
    assertThat(decoys.end()).isEmpty();
    assertThat(decoys.end()).isEmpty();
    assertThat(started).noneMatch(entry -> ProcessIdentity.from(entry.data()).alive());
    assertThat(Journal.openEntries(folder.resolve("journal.jsonl"))).isEmpty();
    journal.close();
  }

  private Nemesis nemesis(List<? extends FaultKit> kits) {
    return new Nemesis(
        new Scene(
            Schedules.experiment(Specs.embedded(), Duration.ofMinutes(10)),
            target,
            new Faults(ControlledKit.around(kits, decoys)),
            RunClock.startingNow(),
            new Chance(7),
            journal,
            new InFlight(),
            edges,
            events::add));
  }

  private static FaultSpec spec(FaultKind kind, Control control) {
    return Schedules.controlled(Schedules.fault(kind, Schedules.named("worker-1"), HOLD), control);
  }

  private Optional<Fault> aim(Decoys whose, Control control) throws InterruptedException {
    FaultSpec spec = spec(FaultKind.KILL, control);
    FaultKit kit =
        ControlledKit.around(ProcessFaults.kits(), whose).stream()
            .filter(one -> one.kind() == FaultKind.KILL)
            .findFirst()
            .orElseThrow();
    assertThat(kit.refusal(spec, target)).isEmpty();
    return kit.aim(
        new FaultKit.Aim(
            spec,
            target.workers().orElseThrow(),
            new Victims(new Chance(7)),
            Optional.empty(),
            why -> {}));
  }

  @Test
  void decoyThatCannotBeStartedIsSaid() {
    Decoys nowhere = new Decoys(journal, folder.resolve("no/such/folder"));
    assertThatThrownBy(() -> aim(nowhere, Control.DECOY))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("did not start");
    assertThat(nowhere.end()).isEmpty();
    assertThatThrownBy(() -> aim(nowhere, Control.DECOY))
        .hasMessageContaining("is not started: the run is ending");
  }

  @Test
  void decoysAreEndedByAThreadThatIsInterruptedToo() throws Exception {
    assertThat(aim(decoys, Control.DECOY)).isPresent();
    Thread.currentThread().interrupt();
    assertThat(decoys.end()).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void shamHasNothingThatCouldBeNoticed() throws Exception {
    Fault sham = aim(decoys, Control.SHAM).orElseThrow();
    assertThat(sham.noticed()).isEmpty();
    assertThat(sham.later()).isEmpty();
  }

  private FaultEvent await(FaultStep step) throws InterruptedException {
    return Poll.until(
            Duration.ofSeconds(10),
            Duration.ofMillis(5),
            () -> events.stream().filter(event -> event.step() == step).findFirst())
        .orElseThrow();
  }

  @Test
  void killedDecoyIsReallyGoneAndNobodyNotices() throws Exception {
    try (Nemesis nemesis = nemesis(ProcessFaults.kits())) {
      CompletableFuture<Boolean> played = nemesis.play(spec(FaultKind.KILL, Control.DECOY));
      assertThat(await(FaultStep.EFFECT).evidence())
          .startsWith("decoy-of-worker-1 (pid")
          .endsWith("is gone by /proc");
      assertThat(await(FaultStep.UNDONE).ok()).isTrue();
      nemesis.endEarly("long enough");
      assertThat(played.get(10, TimeUnit.SECONDS)).isFalse();
    }
    assertThat(await(FaultStep.EFFECT).ok()).isTrue();
    assertThat(events).noneMatch(event -> event.step() == FaultStep.NOTICED && event.ok());
    assertThat(events).extracting(FaultEvent::victim).contains("decoy-of-worker-1");
    assertThat(events).extracting(FaultEvent::victim).doesNotContain("worker-1");
  }

  @Test
  void stoppedDecoyIsReallyStoppedAndTheWorkerGoesOnAnswering() throws Exception {
    try (Nemesis nemesis = nemesis(ProcessFaults.kits())) {
      assertThat(nemesis.play(spec(FaultKind.STALL, Control.DECOY)).get(20, TimeUnit.SECONDS))
          .isFalse();
    }
    assertThat(await(FaultStep.EFFECT).evidence()).endsWith("has the state letter T");
    assertThat(await(FaultStep.NOTICED).ok()).isFalse();
    assertThat(await(FaultStep.UNDONE).ok()).isTrue();
  }

  @Test
  void shamIsHeldLikeAFaultAndTouchesNothing() throws Exception {
    try (Nemesis nemesis = nemesis(List.of(fake))) {
      assertThat(nemesis.play(spec(FaultKind.KILL, Control.SHAM)).get(10, TimeUnit.SECONDS))
          .isFalse();
    }
    assertThat(fake.calls).containsExactly("look");
    assertThat(events)
        .extracting(FaultEvent::step)
        .containsExactly(
            FaultStep.HEALTHY_BEFORE,
            FaultStep.ARMED,
            FaultStep.INJECTING,
            FaultStep.EFFECT,
            FaultStep.UNDOING,
            FaultStep.UNDONE,
            FaultStep.HEALTHY_AFTER);
    assertThat(await(FaultStep.EFFECT).ok()).isFalse();
    assertThat(edges.at(1) - edges.at(0)).isGreaterThanOrEqualTo(HOLD.toNanos());
    assertThat(await(FaultStep.ARMED).victim()).isEqualTo("sham-of-somebody");
  }

  @Test
  void withoutAControlTheFaultIsAsItWas() throws Exception {
    try (Nemesis nemesis = nemesis(List.of(fake))) {
      assertThat(nemesis.play(spec(FaultKind.KILL, Control.NONE)).get(10, TimeUnit.SECONDS))
          .isTrue();
    }
    assertThat(fake.calls).contains("inject", "recover");
  }

  @Test
  void planSaysWhoIsHitInstead() {
    Faults faults = new Faults(ControlledKit.around(ProcessFaults.kits(), decoys));
    for (Control control : List.of(Control.DECOY, Control.SHAM)) {
      var planned =
          faults.schedule(
              Schedules.experiment(
                  Specs.embedded(), Duration.ofSeconds(20), spec(FaultKind.KILL, control)));
      assertThat(planned.get(0).text())
          .contains(control == Control.DECOY ? "a decoy that serves nobody" : "nobody (a sham)")
          .contains("in the place of worker-1");
    }
  }
}
