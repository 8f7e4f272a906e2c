package io.faultstream.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.fault.Schedules;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.FaultSpec.Strength;
import io.faultstream.spec.FaultSpec.Victim.Rule;
import io.faultstream.target.embedded.Specs;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a fault of links reads: as badly as it hits them. */
final class LinksAskedTest {
  private static String asked(FaultKind kind) {
    FaultSpec fault = Schedules.fault(kind, Schedules.by(Rule.STORE), Duration.ofSeconds(5));
    FaultSpec strong = fault.with(new Strength(Duration.ofMillis(250), 12.5));
    ExperimentSpec run = Schedules.experiment(Specs.embedded(), Duration.ofSeconds(20), strong);
    return FaultSection.asked(run, strong);
  }

  @Test
  void eachSaysWhatItMeans() {
    assertThat(asked(FaultKind.ETCD_SLOW_LINKS)).startsWith("250 ms each way; ");
    assertThat(asked(FaultKind.ETCD_SLOW_DISK)).startsWith("250 ms for each sync more; ");
    assertThat(asked(FaultKind.ETCD_LOSSY_LINKS)).startsWith("12.5 % lost; ");
    assertThat(asked(FaultKind.ETCD_PARTITION_PEERS)).doesNotContain("250").doesNotContain("12.5");
  }
}
