package io.faultstream.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.fault.Fault.Later;
import io.faultstream.history.FaultEdges;
import io.faultstream.history.FaultEvent;
import io.faultstream.history.FaultStep;
import io.faultstream.history.InFlight;
import io.faultstream.process.Journal;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.FaultSpec.Trigger;
import io.faultstream.spec.FaultSpec.Victim.Rule;
import io.faultstream.target.embedded.Specs;
import io.faultstream.time.Chance;
import io.faultstream.time.Poll;
import io.faultstream.time.RunClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class NemesisTest {
  private static final Duration SHORT = Duration.ofMillis(30);
  private static final Duration LONG = Duration.ofMinutes(10);

  @TempDir Path folder;
  private final FakeTarget target = new FakeTarget(2);
  private final FakeFault fault = new FakeFault();
  private final InFlight inFlight = new InFlight();
  private final FaultEdges edges = new FaultEdges();
  private final List<FaultEvent> events = new CopyOnWriteArrayList<>();
  private Journal journal;
  private Nemesis nemesis;

  @BeforeEach
  void open() throws IOException {
    journal = Journal.open(journalFile());
    nemesis = nemesis(LONG);
  }

  @AfterEach
  void close() throws IOException {
    nemesis.close();
    journal.close();
  }

  private Path journalFile() {
    return folder.resolve("journal.jsonl");
  }

  private Nemesis nemesis(Duration phase) {
    return new Nemesis(
        new Scene(
            Schedules.experiment(Specs.embedded(), phase),
            target,
            new Faults(List.of(fault)),
            RunClock.startingNow(),
            new Chance(7),
            journal,
            inFlight,
            edges,
            events::add));
  }

  private static FaultSpec spec(Duration hold) {
    FaultSpec spec = Schedules.fault(FaultKind.KILL, Schedules.named("worker-1"), hold);
    return new FaultSpec(
        spec.id(),
        spec.kind(),
        spec.phase(),
        spec.trigger(),
        hold,
        spec.victim(),
        Duration.ofMillis(200));
  }

  private boolean play(FaultSpec spec) throws Exception {
    return nemesis.play(spec).get(10, TimeUnit.SECONDS);
  }

  private List<FaultStep> steps() {
    return events.stream().map(FaultEvent::step).toList();
  }

  private FaultEvent only(FaultStep step) {
    List<FaultEvent> all = events.stream().filter(event -> event.step() == step).toList();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private FaultEvent await(FaultStep step) throws InterruptedException {
    return Poll.until(
            Duration.ofSeconds(5),
            Duration.ofMillis(1),
            () -> events.stream().filter(event -> event.step() == step).findFirst())
        .orElseThrow();
  }

  @Test
  void afterItsEndAFaultIsRefusedAndNotForgotten() {
    nemesis.close();
    assertThat(nemesis.play(spec(SHORT))).isCompletedExceptionally();
    assertThat(events).isEmpty();
  }

  @Test
  void stepsAreToldInOrderWithTwoEdgesAndTheJournalFirst() throws Exception {
    assertThat(play(spec(SHORT))).isTrue();
    assertThat(steps())
        .containsExactly(
            FaultStep.HEALTHY_BEFORE,
            FaultStep.ARMED,
            FaultStep.INJECTING,
            FaultStep.EFFECT,
            FaultStep.UNDOING,
            FaultStep.UNDONE,
            FaultStep.HEALTHY_AFTER);
    assertThat(fault.calls).containsExactly("look", "journal", "inject", "recover");
    assertThat(only(FaultStep.INJECTING).edge()).hasValue(0);
    assertThat(only(FaultStep.UNDOING).edge()).hasValue(1);
    assertThat(edges.at(1) - edges.at(0)).isGreaterThanOrEqualTo(SHORT.toNanos());
    assertThat(only(FaultStep.INJECTING).atNanos()).isEqualTo(edges.at(0));
    assertThat(only(FaultStep.EFFECT).load().orElseThrow().gauge()).hasValue(3);
    assertThat(Journal.openEntries(journalFile())).isEmpty();
    assertThat(nemesis.undoAll(SHORT)).isEmpty();
    assertThat(fault.calls).filteredOn("recover"::equals).hasSize(1);
  }

  @Test
  void recoverRunsWhenInjectThrows() throws Exception {
    fault.injectFails = true;
    assertThat(play(spec(LONG))).isFalse();
    assertThat(only(FaultStep.INJECTING).ok()).isFalse();
    assertThat(only(FaultStep.INJECTING).evidence()).contains("half-way");
    assertThat(fault.calls).endsWith("inject", "recover");
    assertThat(only(FaultStep.UNDONE).ok()).isTrue();
    assertThat(Journal.openEntries(journalFile())).isEmpty();
  }

  @Test
  void effectWithoutProofIsNotOkAndNotHeld() throws Exception {
    fault.effectShows = false;
    assertThat(play(spec(LONG))).isFalse();
    assertThat(only(FaultStep.EFFECT).ok()).isFalse();
    assertThat(fault.calls).endsWith("recover");
  }

  @Test
  void lookThatThrowsIsToldAndUndone() throws Exception {
    fault.effectThrows = true;
    assertThat(play(spec(LONG))).isFalse();
    assertThat(only(FaultStep.EFFECT).evidence()).contains("blind");
    assertThat(fault.calls).endsWith("recover");
  }

  @Test
  void illTargetIsNotBrokenFurther() throws Exception {
    target.healthy = false;
    assertThat(play(spec(SHORT))).isFalse();
    assertThat(steps()).containsExactly(FaultStep.HEALTHY_BEFORE, FaultStep.EFFECT);
    assertThat(only(FaultStep.EFFECT).evidence()).contains("not healthy before", "ill");
    assertThat(fault.calls).isEmpty();
  }

  @Test
  void holdEndsEarlyAndNoOtherFaultStarts() throws Exception {
    CompletableFuture<Boolean> played = nemesis.play(spec(LONG));
    await(FaultStep.EFFECT);
    nemesis.endEarly("too many errors");
    nemesis.endEarly("something else");
    assertThat(played.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(only(FaultStep.UNDOING).evidence()).contains("too many errors");
    events.clear();
    assertThat(play(spec(SHORT))).isFalse();
    assertThat(only(FaultStep.EFFECT).evidence()).contains("not injected", "too many errors");
  }

  @Test
  void undoingAllTwiceUndoesOnce() throws Exception {
    CompletableFuture<Boolean> played = nemesis.play(spec(LONG));
    await(FaultStep.EFFECT);
    assertThat(nemesis.undoAll(Duration.ofSeconds(5))).isEmpty();
    assertThat(nemesis.undoAll(Duration.ofSeconds(5))).isEmpty();
    played.get(10, TimeUnit.SECONDS);
    assertThat(fault.calls).filteredOn("recover"::equals).hasSize(1);
    assertThat(edges.count()).isEqualTo(2);
  }

  @Test
  void whatCannotBeUndoneIsSaidAndStaysInTheJournal() throws Exception {
    fault.recoverFails = true;
    assertThat(play(spec(SHORT))).isFalse();
    assertThat(only(FaultStep.UNDONE).evidence()).contains("stuck");
    assertThat(nemesis.undoAll(SHORT)).singleElement().asString().contains("f-kill", "stuck");
    assertThat(Journal.openEntries(journalFile())).hasSize(1);
    fault.recoverFails = false;
    assertThat(nemesis.undoAll(SHORT)).isEmpty();
    assertThat(Journal.openEntries(journalFile())).isEmpty();
  }

  @Test
  void conditionThatIsNeverMetIsTold() throws Exception {
    nemesis = nemesis(Duration.ofMillis(500));
    FaultSpec wanting = Schedules.when(spec(SHORT), new Trigger(Duration.ZERO, OptionalInt.of(2)));
    inFlight.begin();
    inFlight.firstToken();
    assertThat(play(wanting)).isFalse();
    assertThat(only(FaultStep.EFFECT).evidence()).contains("at least 2", "most seen 1");
  }

  @Test
  void faultAfterItsPhaseIsNotPlayed() throws Exception {
    nemesis = nemesis(SHORT);
    Trigger late = new Trigger(Duration.ofMillis(40), OptionalInt.empty());
    assertThat(play(Schedules.when(spec(SHORT), late))).isFalse();
    assertThat(only(FaultStep.EFFECT).evidence()).contains("its phase was over");
  }

  @Test
  void conditionIsWaitedFor() throws Exception {
    CompletableFuture<Boolean> played =
        nemesis.play(
            Schedules.when(spec(SHORT), new Trigger(Duration.ofMillis(5), OptionalInt.of(1))));
    inFlight.begin();
    inFlight.firstToken();
    assertThat(played.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(edges.at(0)).isGreaterThanOrEqualTo(5_000_000);
  }

  @Test
  void victimThatIsNotThereIsTold() throws Exception {
    nemesis = nemesis(Duration.ofMillis(500));
    FaultSpec receiving = Schedules.fault(FaultKind.KILL, Schedules.by(Rule.RECEIVING), SHORT);
    assertThat(play(receiving)).isFalse();
    assertThat(only(FaultStep.EFFECT).evidence())
        .isEqualTo(
            "not injected: no victim (the worker with most streams in flight by its own metric):"
                + " no worker has a stream in flight by its own metric");
  }

  @Test
  void journalThatCannotBeWrittenMeansNoFault() throws Exception {
    journal.close();
    assertThat(play(spec(SHORT))).isFalse();
    assertThat(only(FaultStep.EFFECT).evidence()).contains("no journal");
    assertThat(fault.calls).doesNotContain("inject");
  }

  @Test
  void laterProofIsToldWhenItComesAlsoAfterTheUndo() throws Exception {
    fault.later =
        Optional.of(
            new Later(
                "it leaves",
                Duration.ofSeconds(5),
                () -> fault.calls.contains("recover") ? Optional.of("it left") : Optional.empty()));
    assertThat(play(spec(SHORT))).isTrue();
    assertThat(events).extracting(FaultEvent::evidence).contains("it left");
  }

  @Test
  void whetherTheTargetNoticedIsAStepOfItsOwn() throws Exception {
    fault.noticed =
        Optional.of(new Later("it is missed", SHORT, () -> Optional.of("it was missed")));
    assertThat(play(spec(SHORT))).isTrue();
    assertThat(only(FaultStep.NOTICED).evidence()).isEqualTo("it was missed");
    assertThat(only(FaultStep.EFFECT).ok()).isTrue();

    events.clear();
    fault.noticed = Optional.of(new Later("it is missed", SHORT, Optional::empty));
    assertThat(play(spec(SHORT))).isFalse();
    assertThat(only(FaultStep.NOTICED).ok()).isFalse();
    assertThat(only(FaultStep.NOTICED).evidence()).contains("not seen", "it is missed");
    assertThat(only(FaultStep.EFFECT).ok()).isTrue();
  }

  @Test
  void laterProofThatNeverComesIsNotOk() throws Exception {
    fault.later = Optional.of(new Later("it leaves", SHORT, Optional::empty));
    assertThat(play(spec(SHORT))).isFalse();
    assertThat(events).anyMatch(event -> !event.ok() && event.evidence().contains("it leaves"));
  }

  @Test
  void whatTheTargetHadTimeToTellIsLeftOpenByAnEarlyEnd() throws Exception {
    fault.noticed = Optional.of(new Later("it leaves", Duration.ofHours(1), Optional::empty));
    CompletableFuture<Boolean> played = nemesis.play(spec(Duration.ofHours(1)));
    await(FaultStep.EFFECT);
    nemesis.endEarly("the run is over");
    assertThat(played.get(10, TimeUnit.SECONDS)).isFalse();
    assertThat(steps()).contains(FaultStep.UNDONE).doesNotContain(FaultStep.NOTICED);
  }

  @Test
  void listenerThatThrowsDoesNotKeepTheUndoFromRunning() throws Exception {
    Scene scene =
        new Scene(
            Schedules.experiment(Specs.embedded(), LONG),
            target,
            new Faults(List.of(fault)),
            RunClock.startingNow(),
            new Chance(7),
            journal,
            inFlight,
            edges,
            event -> {
              throw new IllegalStateException("disk full");
            });
    try (Nemesis other = new Nemesis(scene)) {
      assertThat(other.play(spec(SHORT)).get(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(fault.calls).endsWith("recover");
  }
}
