package io.faultstream.judge.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.judge.ClaimResult;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.SampleHistory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reason names the claims that decided, no others, and counts those it does not name. */
final class ReasonTest {
  @TempDir private Path root = Path.of("");

  private static ClaimResult result(String id, Verdict verdict) {
    return new ClaimResult(id, "it holds", "streams", verdict, "seen", false);
  }

  private String reason(ClaimResult... results) {
    return Judge.decide(SampleHistory.calm().stored(root), List.of(results)).reason();
  }

  @Test
  void onlyClaimsThatDecidedAreNamed() {
    assertThat(
            reason(
                result("a", Verdict.PASS),
                result("b", Verdict.FAIL),
                result("c", Verdict.INCONCLUSIVE)))
        .isEqualTo("b: seen");
  }

  @Test
  void thirdOneIsCounted() {
    assertThat(reason(result("a", Verdict.FAIL), result("b", Verdict.FAIL)))
        .isEqualTo("a: seen | b: seen");
    assertThat(
            reason(
                result("a", Verdict.FAIL),
                result("b", Verdict.FAIL),
                result("c", Verdict.FAIL),
                result("d", Verdict.FAIL)))
        .isEqualTo("a: seen | b: seen | and 2 more");
  }
}
