package io.faultstream.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.measure.SampleSpecs;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.TargetSpec.StoreSpec;
import io.faultstream.spec.TargetSpec.StoreSpec.Policy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The plan and the page say what store was asked for, and what its policy means for the hold. */
final class StoreAskedTest {
  private static final StoreSpec THREE = new StoreSpec(3, Duration.ofSeconds(30), "");

  private static ExperimentSpec with(StoreSpec store) {
    return SampleSpecs.with(SampleRun.fail().spec(), store, Duration.ofSeconds(5));
  }

  private static String plan(ExperimentSpec spec) {
    return new Console(false).plan(spec, "", List.of()).replaceAll("\\s+", " ");
  }

  private static String page(ExperimentSpec spec) {
    ReportInput run = SampleRun.fail();
    return Report.html(
        new ReportInput(spec, run.environment(), run.summary(), run.judgement(), run.events()));
  }

  @Test
  void membersLeasePolicyAndQuotaAreSaid() {
    String said =
        "3 members, lease 30 s, policy end (judged: a loss of at most 13 s may end nobody, one of"
            + " at least 40 s must end all), quota 16 MB";
    ExperimentSpec spec = with(THREE.withQuota(16L << 20));
    assertThat(plan(spec)).contains(" store " + said + " network ");
    assertThat(page(spec)).contains("<dt>Store</dt><dd>" + said + "</dd>");
  }

  @Test
  void quotaIsLeftOutWhereItIsTheServersOwn() {
    assertThat(RunFacts.store(with(THREE).target())).noneMatch(line -> line.contains("quota"));
  }

  @Test
  void shortLeaseOutlivesNoLoss() {
    assertThat(RunFacts.store(with(new StoreSpec(1, Duration.ofSeconds(4), "")).target()))
        .containsExactly(
            "1 member, lease 4 s, policy end (judged: a loss of at least 14 s must end all)");
  }

  @Test
  void policyToServeIsOfAnyLoss() {
    assertThat(RunFacts.store(with(THREE.with(Policy.SERVE)).target()))
        .containsExactly("3 members, lease 30 s, policy serve (judged: no loss may end anybody)");
  }

  @Test
  void targetWithoutAStoreSaysNothing() {
    assertThat(plan(SampleRun.fail().spec())).doesNotContain(" store ");
    assertThat(page(SampleRun.fail().spec())).doesNotContain("<dt>Store</dt>");
  }
}
