package io.faultstream.judge.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Environment;
import io.faultstream.history.VersionProfile;
import io.faultstream.measure.SampleSpecs;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultKind;
import java.util.List;
import java.util.Map;
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
    ExperimentSpec other =
        new ExperimentSpec(
            KILL.schema(),
            KILL.simulation(),
            KILL.seed() + 1,
            KILL.target(),
            KILL.load(),
            KILL.phases(),
            KILL.faults(),
            KILL.expectation(),
            List.of());
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
}
