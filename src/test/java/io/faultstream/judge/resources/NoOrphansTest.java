package io.faultstream.judge.resources;

import static io.faultstream.measure.SampleHistory.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.Verdict;
import io.faultstream.judge.service.TrafficReturns;
import io.faultstream.judge.validity.TargetAlive;
import io.faultstream.measure.SampleCensus;
import io.faultstream.measure.SampleHistory;
import io.faultstream.spec.ClaimSpec;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NoOrphansTest {
  private static final long STANDARD = 20 * SECOND;
  private static final long OVER = 120 * SECOND;

  @TempDir Path root;

  private final SampleHistory run = SampleHistory.calm();

  private void process(String name, int before, int after) {
    run.metrics.add(SampleCensus.of(name, 7, STANDARD, before));
    run.metrics.add(SampleCensus.of(name, 7, OVER, after));
  }

  private Finding find() {
    Claim claim = new NoOrphans();
    assertThat(claim.text(claim.asked())).contains("8 more sockets, 16 files, 16 threads");
    return claim.find(run.stored(root), claim.asked());
  }

  @Test
  void whatIsHeldAsBeforePasses() {
    process("generator", 40, 12);
    process("frontend", 30, 38);

    Finding found = find();
    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence())
        .isEqualTo(
            "frontend: sockets 30 → 38, files 40 → 48, threads 20 → 20;"
                + " generator: sockets 40 → 12, files 50 → 22, threads 20 → 20");
  }

  @Test
  void socketThatIsLeftOfEachRequestFailsByNameAndNumber() {
    process("generator", 40, 12);
    process("frontend", 30, 2030);

    Finding found = find();
    assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(found.definite()).isFalse();
    assertThat(found.evidence())
        .isEqualTo(
            "frontend (pid 7) holds more: sockets 30 → 2030 (2000 more),"
                + " files 40 → 2040 (2000 more)");
  }

  @Test
  void eachFigureHasItsOwnLimit() {
    process("frontend", 30, 39);
    Claim claim = new NoOrphans();
    ClaimSpec onlyFiles =
        new ClaimSpec(
            claim.id(), Map.of("maxMoreSockets", 9.0, "maxMoreFiles", 8.0, "maxMoreThreads", 0.0));

    assertThat(find().evidence())
        .isEqualTo("frontend (pid 7) holds more: sockets 30 → 39 (9 more)");
    assertThat(claim.find(run.stored(root), onlyFiles).evidence())
        .isEqualTo("frontend (pid 7) holds more: files 40 → 49 (9 more)");
  }

  @Test
  void processThatWasNotReadBeforeOrAfterIsUnknown() {
    process("generator", 40, 12);
    run.metrics.add(SampleCensus.of("frontend", 7, STANDARD, 30));

    assertThat(find().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(find().evidence()).isEqualTo("frontend (pid 7) was not read after the last request");

    run.metrics.add(SampleCensus.of("frontend", 8, OVER, 30));
    assertThat(find().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(find().evidence()).isEqualTo("frontend (pid 8) was not read in the standard phase");
  }

  @Test
  void leakOfOneIsAFailureWhereAnotherIsUnknown() {
    process("frontend", 30, 2030);
    run.metrics.add(SampleCensus.of("worker-0", 8, OVER, 30));

    assertThat(find().verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void processThatIsGoneHoldsNothing() {
    process("generator", 40, 12);
    run.metrics.add(SampleCensus.of("worker-0", 7, STANDARD, 30));
    run.metrics.add(SampleCensus.gone("worker-0", OVER));

    assertThat(find().verdict()).isEqualTo(Verdict.PASS);
    assertThat(find().evidence()).endsWith("worker-0 (pid 7) was gone");
  }

  @Test
  void nothingIsKnownWhereNobodyLooked() {
    assertThat(find().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(find().evidence()).isEqualTo("no process was looked into");
  }

  /** Those who read the pages of metrics pass over what a process held. */
  @Test
  void processIsNoPageOfTheTarget() {
    SampleHistory migrated = SampleHistory.migrated();
    String served = new TrafficReturns().find(migrated.stored(root), asked()).evidence();
    for (int second = 0; second < 60; second++) {
      migrated.metrics.add(SampleCensus.of("worker-1", 7, second * SECOND, 9));
      migrated.metrics.add(SampleCensus.gone("decoy", second * SECOND));
    }

    assertThat(new TrafficReturns().find(migrated.stored(root), asked()).evidence())
        .isEqualTo(served);
    assertThat(new TargetAlive().find(migrated.stored(root), new TargetAlive().asked()).evidence())
        .isEqualTo("watched throughout: frontend, worker-1");
    assertThat(migrated.measured(root).summary().target().workers())
        .extracting(worker -> worker.worker())
        .containsExactly("worker-0", "worker-1");
  }

  private static ClaimSpec asked() {
    return new TrafficReturns().asked();
  }
}
