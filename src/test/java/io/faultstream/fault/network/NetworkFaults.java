package io.faultstream.fault.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.fault.Played;
import io.faultstream.fault.Schedules;
import io.faultstream.history.FaultStep;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    showsUndoesAndLosesNoWorker(
        Schedules.fault(kind, Schedules.by(Rule.STORE), HOLD), effect, noticed);
  }

  /** The same with a fault of its own strength. */
  void showsUndoesAndLosesNoWorker(FaultSpec fault, String effect, String noticed)
      throws Exception {
    Played played = play(fault);

    assertThat(played.said(FaultStep.EFFECT)).contains(effect);
    assertThat(played.said(FaultStep.NOTICED)).contains(noticed);
    assertThat(played.said(FaultStep.UNDONE))
        .contains(
            "all 3 members answer and follow etcd-", "clients reach all, and all have applied");
    assertThat(target.health().instances()).isEqualTo(2);
  }

  private Played play(FaultSpec fault) throws Exception {
    return Played.of(
        Schedules.experiment(spec(network()), LENGTH, fault), LinkFaults.kits(), target, journal);
  }
}
