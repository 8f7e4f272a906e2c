package io.faultstream.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.fault.Schedules;
import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.measure.FaultWindow;
import io.faultstream.measure.SampleSpecs;
import io.faultstream.measure.Summary;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.FaultSpec.Trigger;
import io.faultstream.spec.FaultSpec.Victim;
import io.faultstream.spec.FaultSpec.Victim.Rule;
import io.faultstream.spec.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The plan and the page say of each fault whom it hits, and when its time comes. */
final class FaultAskedTest {
  private static final Trigger AT_FIVE = new Trigger(Duration.ofSeconds(5), OptionalInt.empty());

  private static FaultSpec fault(String id, FaultKind kind, Victim victim, Trigger trigger) {
    return new FaultSpec(
        id, kind, Phase.OVERFLOW, trigger, Duration.ofSeconds(3), victim, Duration.ofSeconds(20));
  }

  private static FaultSpec member(int number, Trigger trigger) {
    String name = "etcd-" + number;
    return fault(name, FaultKind.ETCD_MEMBER_KILL, Schedules.named(name), trigger);
  }

  private static List<String> asked(FaultSpec... faults) {
    ExperimentSpec spec = SampleSpecs.with(SampleSpecs.withoutFault(), List.of(faults));
    return Stream.of(faults).map(fault -> FaultSection.asked(spec, fault)).toList();
  }

  private static String victim(FaultKind kind, Victim victim) {
    return fault("one", kind, victim, AT_FIVE).victimWords();
  }

  @ParameterizedTest
  @CsvSource({
    "ETCD_LEADER_KILL, the leader of the etcd cluster",
    "ETCD_LEADER_REPLACE, the leader of the etcd cluster",
    "ETCD_LEADER_MOVE, the leader of the etcd cluster",
    "ETCD_LEADER_PAUSE, the leader of the etcd cluster",
    "ETCD_FOLLOWER_KILL, a follower in the etcd cluster",
    "ETCD_COMPACTION, the member of the etcd cluster with most watches of others",
    "ETCD_NOSPACE, all members of the etcd cluster",
    "ETCD_SLOW_DISK, all members of the etcd cluster",
    "ETCD_QUORUM_LOSS, the leader of the etcd cluster and so many others that no quorum is left",
    "ETCD_TOTAL_LOSS, all members of the etcd cluster",
    "ETCD_PARTITION_PEERS, the links between the leader of the etcd cluster and its peers",
    "ETCD_PARTITION_CLIENTS, the links between the leader of the etcd cluster and its clients",
    "ETCD_SLOW_LINKS, the links between the leader of the etcd cluster and its peers",
    "ETCD_LOSSY_LINKS, the links between the leader of the etcd cluster and its peers",
  })
  void faultOfTheStoreSaysWhomItHits(FaultKind kind, String words) {
    assertThat(victim(kind, Schedules.by(Rule.STORE))).isEqualTo(words);
    assertThat(asked(fault("one", kind, Schedules.by(Rule.STORE), AT_FIVE)))
        .containsExactly(
            "5 s into overflow; held 3 s; victim: " + words + "; healthy again within 20 s");
  }

  @Test
  void victimByNameIsNamed() {
    assertThat(victim(FaultKind.ETCD_MEMBER_KILL, Schedules.named("etcd-1"))).isEqualTo("etcd-1");
    assertThat(victim(FaultKind.KILL, Schedules.named("worker-2"))).isEqualTo("worker-2");
    assertThat(victim(FaultKind.KILL, Schedules.by(Rule.RANDOM))).contains("by chance");
  }

  @Test
  void compactionWithARestartHitsAMemberAndAWorker() {
    assertThat(victim(FaultKind.ETCD_COMPACTION_RESTART, Schedules.by(Rule.STORE)))
        .isEqualTo(
            "the member of the etcd cluster with most watches of others, and the worker with most"
                + " streams in flight by its own metric");
    assertThat(victim(FaultKind.ETCD_COMPACTION_RESTART, Schedules.named("worker-1")))
        .endsWith(", and worker-1");
  }

  @Test
  void faultThatComesWhileAnotherIsHeldWaitsForIt() {
    Trigger condition = new Trigger(Duration.ofSeconds(5), OptionalInt.of(4));
    List<String> asked = asked(member(0, AT_FIVE), member(1, AT_FIVE), member(2, condition));

    assertThat(asked.get(0)).startsWith("5 s into overflow; held 3 s");
    assertThat(asked.get(1))
        .startsWith("in overflow, when etcd-0 is undone and the target is healthy again; held 3 s");
    assertThat(asked.get(2))
        .startsWith(
            "in overflow, when etcd-1 is undone and the target is healthy again, once 4 streams"
                + " are in flight; held");
  }

  @Test
  void faultWhoseTimeComesLaterSaysItsTime() {
    Trigger nine = new Trigger(Duration.ofSeconds(9), OptionalInt.empty());
    Trigger ten = new Trigger(Duration.ofSeconds(10), OptionalInt.empty());

    assertThat(asked(member(0, AT_FIVE), member(1, nine), member(2, ten)))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("5 s into overflow"),
            second -> assertThat(second).startsWith("9 s into overflow"),
            third -> assertThat(third).startsWith("in overflow, when etcd-1 is undone"));
  }

  private static Summary summary(Summary of, FaultWindow window) {
    return new Summary(
        of.schema(),
        of.simulation(),
        of.complete(),
        of.phases(),
        List.of(window),
        of.cohorts(),
        of.recoveries(),
        of.seconds(),
        of.target());
  }

  private static ReportInput with(FaultKind kind, VictimLoad load) {
    ReportInput run = SampleRun.fail();
    FaultWindow w = run.summary().windows().get(0);
    return new ReportInput(
        run.spec(),
        run.environment(),
        summary(
            run.summary(),
            new FaultWindow(
                w.id(),
                kind,
                w.phase(),
                "etcd-0",
                w.injectNanos(),
                w.injectEdge(),
                w.effectNanos(),
                true,
                w.noticedNanos(),
                true,
                w.undoNanos(),
                w.undoEdge(),
                w.undoneNanos(),
                true,
                true,
                true,
                Optional.of(load),
                w.evidence())),
        run.judgement(),
        run.events());
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"ETCD_LEADER_KILL", "ETCD_SLOW_LINKS", "ETCD_COMPACTION_RESTART"})
  void storeHasNoStreamsToTellOf(FaultKind kind) {
    VictimLoad none = new VictimLoad(OptionalInt.empty(), List.of(), false, OptionalLong.of(7));
    assertThat(FaultSection.of(with(kind, none)).get(0).facts())
        .contains(new FaultSection.Fact("At the target", "migrations counted before: 7"))
        .noneMatch(fact -> fact.name().equals("On the victim"))
        .noneMatch(fact -> fact.value().contains("metric is unknown"));
    VictimLoad silent = new VictimLoad(OptionalInt.empty(), List.of(), false, OptionalLong.empty());
    assertThat(FaultSection.of(with(kind, silent)).get(0).facts())
        .noneMatch(fact -> fact.name().equals("At the target"));
  }

  @Test
  void workerWhoseStreamsAreUnknownIsSaidToBeSo() {
    VictimLoad unknown = new VictimLoad(OptionalInt.empty(), List.of(), false, OptionalLong.of(7));
    assertThat(FaultSection.of(with(FaultKind.KILL, unknown)).get(0).facts())
        .contains(
            new FaultSection.Fact(
                "On the victim",
                "its own metric is unknown; its log could not be read; migrations counted before:"
                    + " 7"));
  }
}
