package io.faultstream.judge.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Environment;
import io.faultstream.history.VersionProfile;
import io.faultstream.load.SampleLoad;
import io.faultstream.measure.SampleSpecs;
import io.faultstream.spec.CancelSpec;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LoadSpec.Repeats;
import io.faultstream.spec.Phase;
import io.faultstream.spec.TargetSpec.StoreSpec;
import io.faultstream.spec.Varied;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FingerprintTest {
  private static final ExperimentSpec KILL = SampleSpecs.with(FaultKind.KILL);

  private static Environment on(String cores, String megabytes) {
    Map<String, String> host =
        Map.of("cores", cores, "architecture", "amd64", "memoryMegabytes", megabytes);
    return new Environment(1, "", "", host, Map.of(), VersionProfile.UNKNOWN, Map.of());
  }

  private static Fingerprint of(ExperimentSpec spec) {
    return Fingerprint.of(spec, on("2", "24105"));
  }

  @Test
  void partsAreInWords() {
    assertThat(of(KILL).id()).matches("[0-9a-f]{12}");
    assertThat(of(KILL).parts())
        .containsEntry("simulation", "migration")
        .containsEntry("target", "embedded")
        .containsEntry("host", "2 cores, amd64, about 32 GiB")
        .containsEntry("faults", "kill of receiving in overflow after 5000 ms for 5000 ms");
  }

  @Test
  void seedAndLimitsAndTheSizeOfAMachineOfTheSameClassAreNoPartOfIt() {
    ExperimentSpec other = Varied.of(KILL).seed(KILL.seed() + 1).claims(List.of()).spec();
    assertThat(Fingerprint.of(other, on("2", "31000"))).isEqualTo(of(KILL));
  }

  @Test
  void otherFaultLoadOrHostIsAnotherAndSaysInWhat() {
    Fingerprint stall = of(SampleSpecs.with(FaultKind.STALL));
    assertThat(of(KILL).differences(stall))
        .containsExactly(
            "faults (kill of receiving in overflow after 5000 ms for 5000 ms here, stall of"
                + " receiving in overflow after 5000 ms for 5000 ms there)");
    Fingerprint larger = Fingerprint.of(KILL, on("8", "24105"));
    assertThat(of(KILL).differences(larger)).hasSize(1).allMatch(d -> d.startsWith("host ("));
    assertThat(larger.id()).isNotEqualTo(of(KILL).id());
  }

  @Test
  void howBadlyAStoreIsHitIsAPartOfIt() {
    ExperimentSpec lossy = SampleSpecs.with(FaultKind.ETCD_LOSSY_LINKS);
    List<FaultSpec> faults =
        lossy.faults().stream()
            .map(fault -> fault.with(new FaultSpec.Strength(Duration.ZERO, 12.5)))
            .toList();
    Fingerprint badly = of(SampleSpecs.with(lossy, faults));
    assertThat(of(lossy).differences(badly)).hasSize(1).allMatch(d -> d.startsWith("faults ("));
    assertThat(badly.parts().get("faults")).endsWith("for 5000 ms, 0 ms slower, 12.5 % lost");
    StoreSpec store = new StoreSpec(3, Duration.ofSeconds(30), "");
    Fingerprint plain = of(SampleSpecs.with(lossy, store, Duration.ofSeconds(5)));
    Fingerprint small =
        of(SampleSpecs.with(lossy, store.withQuota(16 << 20), Duration.ofSeconds(5)));
    assertThat(small.parts().get("topology")).contains("3 etcd members, lease 30 s, quota 16 MB");
    assertThat(small.differences(plain)).hasSize(1);
  }

  @Test
  void clientsAndRetriesAreAnotherLoad() {
    Repeats repeats = new Repeats(2, Duration.ofMillis(500), 10);
    ExperimentSpec open = SampleSpecs.withoutFault();
    Fingerprint closed = of(SampleSpecs.closed(20));
    assertThat(of(open).parts().get("phases")).contains("standard 20 s at 35.0 to 35.0/s");
    assertThat(closed.parts().get("phases")).contains("standard 20 s with 20 to 20 clients");
    assertThat(of(open).differences(closed)).hasSize(1).allMatch(d -> d.startsWith("phases ("));
    assertThat(of(with(SampleLoad.repeated(repeats), Optional.empty())).parts().get("load"))
        .endsWith("connections new, 2 retries after 500 ms, 10 of each client");
  }

  @Test
  void whoIsLeftIsAPartOfIt() {
    CancelSpec plan =
        new CancelSpec(
            Phase.OVERFLOW,
            0.5,
            CancelSpec.How.RESET,
            List.of(new CancelSpec.Moment(CancelSpec.When.CHUNKS, 20, Duration.ZERO)),
            Duration.ofMillis(300),
            0);
    assertThat(of(with(KILL.load(), Optional.of(plan))).parts())
        .containsEntry(
            "cancels", "0.5 of overflow by RESET at 20 chunks, random within 300 ms, bursts of 0");
  }

  private static ExperimentSpec with(LoadSpec load, Optional<CancelSpec> cancels) {
    return Varied.of(KILL).load(load).cancellation(cancels).spec();
  }
}
