package io.faultstream.fault.network;

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
import io.faultstream.process.ProcessIdentity;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.FaultSpec.Victim.Rule;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.TargetSpec.Network;
import io.faultstream.spec.TargetSpec.StoreSpec;
import io.faultstream.target.Target;
import io.faultstream.target.TargetContext;
import io.faultstream.target.choice.Targets;
import io.faultstream.target.embedded.Specs;
import io.faultstream.time.Chance;
import io.faultstream.time.RunClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults of the store's network, one after the other under one embedded cluster. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NetworkFaults {
  private static final Duration LENGTH = Duration.ofMinutes(3);

  /** A leader steps down one to two seconds after the last word of its peers. */
  static final Duration HOLD = Duration.ofSeconds(5);

  Path folder;
  private Journal journal;
  private Target target;

  /** What lies between. */
  abstract Network network();

  static TargetSpec spec(Network network) {
    return Specs.embedded().with(new StoreSpec(3, Duration.ofSeconds(30), "").with(network));
  }

  @BeforeAll
  void startTarget(@TempDir Path shared) throws Exception {
    folder = shared;
    journal = Journal.open(folder.resolve("journal.jsonl"));
    target = Targets.of(spec(network()), new TargetContext(folder, journal, new Chance(7)));
    target.start();
  }

  @AfterAll
  void nothingIsLeft() throws Exception {
    List<ProcessIdentity> servers = List.copyOf(target.processes().values());
    target.close();
    assertThat(servers).hasSizeGreaterThan(5).noneMatch(ProcessIdentity::alive);
    assertThat(Journal.openEntries(folder.resolve("journal.jsonl"))).isEmpty();
    journal.close();
  }

  /** Plays one and looks for these words in what is said of it. */
  void showsUndoesAndLosesNoWorker(FaultKind kind, String effect, String noticed) throws Exception {
    List<FaultEvent> events = play(Schedules.fault(kind, Schedules.by(Rule.STORE), HOLD));

    assertThat(said(events, FaultStep.EFFECT)).contains(effect);
    assertThat(said(events, FaultStep.NOTICED)).contains(noticed);
    assertThat(said(events, FaultStep.UNDONE))
        .contains("clients reach all 3 members, all follow etcd-", "have applied entry");
    assertThat(target.unexpectedEnds()).isEmpty();
    assertThat(target.health().instances()).isEqualTo(2);
  }

  private static String said(List<FaultEvent> events, FaultStep step) {
    return events.stream()
        .filter(event -> event.step() == step)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + step + " in " + events))
        .evidence();
  }

  private List<FaultEvent> play(FaultSpec fault) throws Exception {
    List<FaultEvent> events = new CopyOnWriteArrayList<>();
    Scene scene =
        new Scene(
            Schedules.experiment(spec(network()), LENGTH, fault),
            target,
            new Faults(LinkFaults.kits()),
            RunClock.startingNow(),
            new Chance(7),
            journal,
            new InFlight(),
            new FaultEdges(),
            events::add);
    try (Nemesis nemesis = new Nemesis(scene)) {
      boolean ok = nemesis.play(fault).get(100, TimeUnit.SECONDS);
      assertThat(nemesis.undoAll(Duration.ofSeconds(5))).isEmpty();
      assertThat(events).allSatisfy(event -> assertThat(event.ok()).as("%s", event).isTrue());
      assertThat(ok).isTrue();
    }
    return events;
  }
}
