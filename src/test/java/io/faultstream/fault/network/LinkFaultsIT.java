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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The faults of the store's network, one after the other under one embedded cluster. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LinkFaultsIT {
  private static final Duration LENGTH = Duration.ofMinutes(3);

  /** A leader steps down one to two seconds after the last word of its peers. */
  private static final Duration HOLD = Duration.ofSeconds(5);

  private Path folder;
  private Journal journal;
  private Target target;

  private static TargetSpec spec(Network network) {
    return Specs.embedded().with(new StoreSpec(3, Duration.ofSeconds(30), "", network));
  }

  @BeforeAll
  void startTarget(@TempDir Path shared) throws Exception {
    folder = shared;
    journal = Journal.open(folder.resolve("journal.jsonl"));
    target = Targets.of(spec(Network.PROXY), new TargetContext(folder, journal, new Chance(7)));
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

  @ParameterizedTest
  @CsvSource({
    "ETCD_PARTITION_PEERS, held back on 4 of etcd-, knows no leader and answers its clients",
    "ETCD_PARTITION_CLIENTS, held back on 1 of etcd-, got no answer within 1000 ms",
    "ETCD_SLOW_LINKS, bytes late on 4 of etcd-, a quorum agreed on took",
    "ETCD_LOSSY_LINKS, stalls and, a quorum agreed on took"
  })
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
    String said =
        events.stream()
            .filter(event -> event.step() == step)
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + step + " in " + events))
            .evidence();
    System.out.println(step + ": " + said);
    return said;
  }

  private List<FaultEvent> play(FaultSpec fault) throws Exception {
    List<FaultEvent> events = new CopyOnWriteArrayList<>();
    Scene scene =
        new Scene(
            Schedules.experiment(spec(Network.PROXY), LENGTH, fault),
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

  @Test
  void storeWithNothingBetweenItsMembersRefusesThemByName() throws IOException {
    try (Journal other = Journal.open(folder.resolve("other.jsonl"))) {
      Target plain =
          Targets.of(spec(Network.NONE), new TargetContext(folder, other, new Chance(7)));
      FaultSpec fault = Schedules.fault(FaultKind.ETCD_SLOW_LINKS, Schedules.by(Rule.STORE), HOLD);

      assertThat(new Faults(LinkFaults.kits()).refusals(List.of(fault), plain))
          .containsExactly(
              "fault f-etcd-slow-links (etcd-slow-links): nothing lies between the store's"
                  + " members: target.etcd.network says what may");
    }
  }
}
