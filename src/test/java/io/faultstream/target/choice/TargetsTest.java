package io.faultstream.target.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.process.Journal;
import io.faultstream.spec.TargetKind;
import io.faultstream.spec.TargetSpec;
import io.faultstream.target.TargetContext;
import io.faultstream.target.embedded.Specs;
import io.faultstream.time.Chance;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TargetsTest {
  @TempDir Path folder;

  private static TargetSpec of(TargetKind kind) {
    TargetSpec any = Specs.embedded();
    return new TargetSpec(
        kind,
        any.url(),
        any.model(),
        any.workers(),
        any.migrationLimit(),
        any.onTerminate(),
        any.backendTimeout(),
        any.readyWithin(),
        any.embedded(),
        any.local());
  }

  @ParameterizedTest
  @CsvSource({
    "KUBERNETES,target.kind=kubernetes comes with a later version",
    "URL,target.kind=url needs target.url"
  })
  void kindThatCannotBeIsRefusedByName(TargetKind kind, String why) throws Exception {
    assertThat(Targets.refusal(of(kind)).orElseThrow()).contains(why);
    try (Journal journal = Journal.open(folder.resolve("journal.jsonl"))) {
      TargetContext context = new TargetContext(folder, journal, new Chance(7));
      assertThatThrownBy(() -> Targets.of(of(kind), context).start())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(why);
    }
  }

  @Test
  void embeddedIsNotStartedYet() throws Exception {
    assertThat(Targets.refusal(Specs.embedded())).isEmpty();
    try (Journal journal = Journal.open(folder.resolve("journal.jsonl"))) {
      TargetContext context = new TargetContext(folder, journal, new Chance(7));
      try (io.faultstream.target.Target target = Targets.of(Specs.embedded(), context)) {
        assertThat(target.workerNames()).containsExactly("worker-0", "worker-1");
        assertThatThrownBy(target::baseUri).hasMessageContaining("not started");
      }
    }
  }
}
