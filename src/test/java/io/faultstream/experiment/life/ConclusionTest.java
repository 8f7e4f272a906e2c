package io.faultstream.experiment.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Outcome;
import io.faultstream.history.RunFolder;
import io.faultstream.judge.Verdict;
import io.faultstream.judge.claims.Claims;
import io.faultstream.measure.SampleHistory;
import io.faultstream.measure.Streams;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.TargetKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From folders that lack something. */
final class ConclusionTest {
  @TempDir Path root;
  private final SampleHistory run = SampleHistory.migrated();

  private Conclusion conclude(RunFolder folder) throws IOException {
    return Conclusion.of(folder, claiming(run.spec));
  }

  private static ExperimentSpec claiming(ExperimentSpec spec) {
    return spec.withClaims(Claims.following(spec.expectation(), true, TargetKind.EMBEDDED));
  }

  private void lose() {
    run.change(Streams::onVictim, o -> Streams.ended(o, Outcome.BROKEN, 130_000_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {RunFolder.ENVIRONMENT, RunFolder.METRICS})
  void lostStreamIsAFailureWhateverElseCannotBeRead(String file) throws IOException {
    lose();
    RunFolder folder = run.write(root);
    Files.writeString(folder.file(file), "{ no json\n{}\n");

    Conclusion found = conclude(folder);

    assertThat(found.judgement().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(found.judgement().reason()).startsWith("no-stream-lost:");
  }

  @Test
  void runWhoseVersionCannotBeReadIsNoPass() throws IOException {
    RunFolder folder = run.write(root);
    Files.writeString(folder.file(RunFolder.ENVIRONMENT), "{ no json");

    Conclusion found = conclude(folder);

    assertThat(found.judgement().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(found.judgement().reason()).contains("the target's version cannot be read");
    assertThat(found.report()).as("without the environment there is no page").isEmpty();
  }
}
