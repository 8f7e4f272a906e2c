package io.faultstream.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.experiment.life.Conclusion;
import io.faultstream.golden.GoldenCase.Kind;
import io.faultstream.history.RunFolder;
import io.faultstream.judge.Claim;
import io.faultstream.judge.ClaimResult;
import io.faultstream.judge.Judgement;
import io.faultstream.judge.Verdict;
import io.faultstream.judge.claims.Catalogue;
import io.faultstream.judge.claims.Claims;
import io.faultstream.measure.Measure;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every claim of the catalogue on three stored runs: one in which it holds, one in which it does
 * not, one that cannot say. A claim without its three runs fails here.
 */
final class GoldenRunsTest {
  @TempDir private Path folder = Path.of("");

  static Stream<Arguments> cases() {
    return Catalogue.all().stream()
        .map(Claim::id)
        .flatMap(claim -> Stream.of(Kind.values()).map(kind -> Arguments.of(claim, kind)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void claimSaysOfItsGoldenRunWhatItMust(String claim, Kind kind) throws IOException {
    Path file = kind.of(claim);
    assertThat(file)
        .as(
            "the claim %s has no golden run in which it is %s: write %s, a few lines that say what"
                + " differs from the healthy base; golden/README.md says how",
            claim, kind, file)
        .exists();
    GoldenCase golden = GoldenCase.read(file);

    ClaimResult result = judged(golden, claim);

    assertThat(result.evidence()).as(golden.why()).contains(golden.says());
    assertThat(result.verdict()).as(result.evidence()).matches(kind::allows, kind.name());
  }

  private ClaimResult judged(GoldenCase golden, String claim) throws IOException {
    RunFolder run = GoldenFolder.write(folder, golden);
    ExperimentSpec spec = run.spec();
    return judge(run, spec.withClaims(List.of(asked(spec, claim, golden.limits()))))
        .claims()
        .get(0);
  }

  /** As the run's spec asks for it, else with its defaults. */
  private static ClaimSpec asked(ExperimentSpec spec, String claim, Map<String, Double> limits) {
    Optional<ClaimSpec> own = spec.claims().stream().filter(c -> c.id().equals(claim)).findFirst();
    Map<String, Double> all =
        new HashMap<>(own.orElseGet(() -> Catalogue.find(claim).orElseThrow().asked()).limits());
    assertThat(all.keySet()).as("limits of " + claim).containsAll(limits.keySet());
    all.putAll(limits);
    return new ClaimSpec(claim, all);
  }

  private static Judgement judge(RunFolder run, ExperimentSpec spec) throws IOException {
    return Conclusion.look(run, spec, Measure.of(run, spec)).judgement();
  }

  @Test
  void baseIsAPassOfAllItsClaims() throws IOException {
    GoldenCase base = new GoldenCase("the base", Optional.empty(), Map.of(), "all", Map.of());
    RunFolder run = GoldenFolder.write(folder, base);

    assertThat(judge(run, run.spec()))
        .returns("all 21 claims hold", Judgement::reason)
        .returns(Verdict.PASS, Judgement::verdict);
  }

  @Test
  void baseMakesAllClaimsThatFollowFromItsExpectation() throws IOException {
    GoldenCase base = new GoldenCase("the base", Optional.empty(), Map.of(), "all", Map.of());
    ExperimentSpec spec = GoldenFolder.write(folder, base).spec();

    assertThat(spec.claims())
        .extracting(ClaimSpec::id)
        .containsExactlyElementsOf(
            Claims.following(spec.expectation(), true, spec.target().kind()).stream()
                .map(ClaimSpec::id)
                .toList());
  }

  @Test
  void everyFolderIsAClaims() throws IOException {
    List<String> strangers = new ArrayList<>();
    try (Stream<Path> folders = Files.list(GoldenCase.GOLDEN)) {
      folders
          .filter(Files::isDirectory)
          .map(folder -> String.valueOf(folder.getFileName()))
          .filter(name -> !name.equals("base") && Catalogue.find(name).isEmpty())
          .forEach(strangers::add);
    }
    assertThat(strangers).isEmpty();
  }
}
