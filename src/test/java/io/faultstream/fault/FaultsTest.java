package io.faultstream.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.fault.process.ProcessFaults;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.FaultSpec.Trigger;
import io.faultstream.spec.FaultSpec.Victim.Rule;
import io.faultstream.target.Worker;
import io.faultstream.target.embedded.Specs;
import io.faultstream.time.Chance;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FaultsTest {
  private static final Faults FAULTS = new Faults(ProcessFaults.kits());

  private final FakeTarget target = new FakeTarget(3);

  private Optional<String> choose(long seed, String fault, FaultSpec.Victim victim)
      throws InterruptedException {
    return choose(target, seed, fault, victim);
  }

  private static Optional<String> choose(
      FakeTarget target, long seed, String fault, FaultSpec.Victim victim)
      throws InterruptedException {
    return new Victims(new Chance(seed))
        .choose(fault, victim, target.workers().orElseThrow())
        .map(Worker::name);
  }

  @Test
  void allRefusalsComeAtOnceByName() {
    List<String> refusals =
        FAULTS.refusals(
            List.of(
                Schedules.fault(FaultKind.TERMINATE, Schedules.named("worker-0"), Duration.ZERO),
                Schedules.fault(FaultKind.STALL, Schedules.named("worker-9"), Duration.ZERO),
                Schedules.fault(FaultKind.KILL, Schedules.named("worker-2"), Duration.ZERO)),
            target);
    assertThat(refusals)
        .containsExactly(
            "fault f-terminate (terminate): cannot terminate",
            "fault f-stall (stall): no worker is named 'worker-9', there are [worker-0, worker-1,"
                + " worker-2]");
  }

  @Test
  void planSaysWhatWhomAndHowItIsUndone() {
    FaultSpec fault =
        Schedules.when(
            Schedules.fault(FaultKind.KILL, Schedules.by(Rule.RECEIVING), Duration.ofSeconds(5)),
            new Trigger(Duration.ofMillis(2500), OptionalInt.of(4)));
    ExperimentSpec experiment =
        Schedules.experiment(Specs.embedded(), Duration.ofSeconds(20), fault);
    PlannedFault planned = FAULTS.schedule(experiment).get(0);
    assertThat(planned.startSeconds()).isEqualTo(2.5);
    assertThat(planned.text())
        .contains("2.5 s", "overflow kill: SIGKILL the worker with most streams")
        .contains("once 4 requests are in flight", "held 5.0 s, undone by starting the worker anew");
  }

  @Test
  void randomVictimFollowsSeedAndFault() throws Exception {
    FaultSpec.Victim random = Schedules.by(Rule.RANDOM);
    Set<String> seen = new HashSet<>();
    for (long seed = 0; seed < 50; seed++) {
      Optional<String> once = choose(seed, "f", random);
      assertThat(choose(seed, "f", random)).as("seed %d", seed).isEqualTo(once);
      seen.add(once.orElseThrow());
    }
    assertThat(seen).hasSize(3);
  }

  @Test
  void receivingVictimHasMostInFlight() throws Exception {
    FaultSpec.Victim receiving = Schedules.by(Rule.RECEIVING);
    assertThat(choose(1, "f", receiving)).isEmpty();
    target.gauges.put("worker-0", 0);
    assertThat(choose(1, "f", receiving)).isEmpty();
    target.gauges.put("worker-1", 2);
    target.gauges.put("worker-2", 5);
    assertThat(choose(1, "f", receiving)).hasValue("worker-2");
    target.gauges.put("worker-1", 5);
    assertThat(choose(1, "f", receiving)).hasValue("worker-1");
  }

  @Test
  void splitTargetsRulesChooseAmongThoseThatGiveTokens() throws Exception {
    FakeTarget split = new FakeTarget(2, 2);
    split.gauges.put("prefill-1", 9);
    split.gauges.put("worker-1", 2);
    assertThat(choose(split, 1, "f", Schedules.by(Rule.RECEIVING))).hasValue("worker-1");
    Set<String> seen = new HashSet<>();
    for (long seed = 0; seed < 50; seed++) {
      seen.add(choose(split, seed, "f", Schedules.by(Rule.RANDOM)).orElseThrow());
    }
    assertThat(seen).containsExactlyInAnyOrder("worker-0", "worker-1");
    assertThat(choose(split, 1, "f", Schedules.named("prefill-0"))).hasValue("prefill-0");
  }

  @Test
  void prefillVictimIsTheBusiestOrTheFirst() throws Exception {
    FakeTarget split = new FakeTarget(2, 2);
    FaultSpec.Victim prefill = Schedules.by(Rule.PREFILL);
    split.gauges.put("worker-1", 9);
    assertThat(choose(split, 1, "f", prefill)).hasValue("prefill-0");
    split.gauges.put("prefill-1", 1);
    assertThat(choose(split, 1, "f", prefill)).hasValue("prefill-1");
    assertThat(choose(1, "f", prefill)).isEmpty();
  }

  @Test
  void namedVictimIsThatOneOrNobody() throws Exception {
    assertThat(choose(1, "f", Schedules.named("worker-1"))).hasValue("worker-1");
    assertThat(choose(1, "f", Schedules.named("worker-9"))).isEmpty();
  }
}
