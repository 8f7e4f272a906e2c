package io.faultstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.histories.HistoryGenerator;
import io.faultstream.histories.Shape;
import io.faultstream.history.JsonLines;
import io.faultstream.history.Mishap;
import io.faultstream.history.RunFolder;
import io.faultstream.judge.Judgement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on made-up runs, from their first acceptance to a comparison. */
final class AcceptAndCompareTest {
  private static final int INCONCLUSIVE = 3;
  private static final int BAD_USAGE = 64;

  @TempDir private Path results = Path.of("");

  private String run(long seed) throws IOException {
    return HistoryGenerator.writeUnder(results, Shape.small(seed)).root().toString();
  }

  private void acceptAll(long from, long to) throws IOException {
    for (long seed = from; seed <= to; seed++) {
      Said said = Said.by("accept", run(seed));
      assertThat(said.exit()).as(said.out() + said.err()).isZero();
    }
  }

  private List<Path> baselines() throws IOException {
    Path folder = results.resolve("baselines/migration");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void acceptSaysWhatChangesAndKeepsTheLast() throws IOException {
    Said first = Said.by("accept", run(1));
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("accepted 20260302T013000Z-1: 1 runs of fingerprint", "from 5 on")
        .contains("overflow ÷ standard, TTFT p50", "written: " + results);
    assertThat(baselines()).hasSize(1);
    acceptAll(2, 5);
    Said sixth = Said.by("accept", "--keep", "5", run(6));
    assertThat(sixth.out()).contains("5 runs", "no longer one of them: 20260302T013000Z-1");
    Said again = Said.by("accept", results + "/runs/migration/latest");
    assertThat(again.out()).contains("accepted again 20260302T013000Z-6: 5 runs");
  }

  @Test
  void dryRunWritesNothing() throws IOException {
    Said dry = Said.by("accept", "--dry-run", run(1));
    assertThat(dry.exit()).isZero();
    assertThat(dry.out()).contains("would be written: ");
    assertThat(baselines()).isEmpty();
  }

  @Test
  void runThatIsNotValidIsRefused() throws IOException {
    RunFolder folder = HistoryGenerator.writeUnder(results, Shape.small(1));
    try (JsonLines mishaps = JsonLines.appendTo(folder.file(RunFolder.MISHAPS))) {
      mishaps.append(new Mishap(1, "worker-1 ended unasked"));
    }
    Said said = Said.by("accept", folder.root().toString());
    assertThat(said.exit()).isEqualTo(BAD_USAGE);
    assertThat(said.err())
        .isEqualToIgnoringNewLines(
            "not accepted: the run is INCONCLUSIVE: no-mishap: worker-1 ended unasked");
    assertThat(baselines()).isEmpty();
  }

  @Test
  void runOutsideOfAResultsFolderHasNoBaseline() throws IOException {
    Path moved = Files.move(Path.of(run(1)), results.resolve("alone"));
    Said said = Said.by("accept", moved.toString());
    assertThat(said.exit()).isEqualTo(BAD_USAGE);
    assertThat(said.err()).contains("is not in a results folder");
  }

  @Test
  void tooFewKeptRunsAndABrokenBaselineAreSaid() throws IOException {
    acceptAll(1, 1);
    assertThat(Said.by("accept", "--keep", "4", run(2)).err())
        .contains("--keep 4: a comparison needs at least 5 runs");
    Files.writeString(baselines().get(0), "{");
    Said broken = Said.by("accept", run(3));
    assertThat(broken.exit()).isEqualTo(BAD_USAGE);
    assertThat(broken.err()).contains("is no baseline");
    Said compared = Said.by("compare", run(4));
    assertThat(compared.exit()).isEqualTo(INCONCLUSIVE);
    assertThat(compared.out()).contains("the baseline cannot be read");
  }

  @Test
  void fiveAcceptedRunsAreAComparison() throws IOException {
    acceptAll(1, 4);
    Said four = Said.by("compare", run(10));
    assertThat(four.exit()).isEqualTo(INCONCLUSIVE);
    assertThat(four.out()).contains("not compared: 4 accepted runs of this fingerprint");
    acceptAll(5, 5);
    String eleventh = results + "/runs/migration/20260302T013000Z-10";
    Said five = Said.by("compare", eleventh);
    assertThat(five.exit()).as(five.out()).isZero();
    assertThat(five.out()).contains("ratios and the failures of 3 phases are as expected");
    Said group = Said.by("compare", eleventh, "--again", run(11), "--again", run(12));
    assertThat(group.exit()).as(group.out()).isZero();
    assertThat(group.out()).contains("3 runs together against 5 accepted runs", "of 56");
  }

  @Test
  void repeatThatIsNamedTwiceAndAStrangeLimitAreRefused() throws IOException {
    acceptAll(1, 5);
    String run = run(10);
    String other = run(11);
    Said twice = Said.by("compare", run, "--again", other, "--again", other);
    assertThat(twice.exit()).isEqualTo(BAD_USAGE);
    assertThat(twice.err()).contains("names a run twice: 20260302T013000Z-11");
    Said limit =
        Said.by("judge", run, "--limit", "no-regression.alpha=5", "--limit", "text-exact.x=1");
    assertThat(limit.exit()).isEqualTo(BAD_USAGE);
    assertThat(limit.err())
        .contains("no-regression.alpha = 5.0 must lie between 0 and 1", "no limit text-exact.x");
  }

  @Test
  void damagedComparisonIsRefusedAndTheFolderLeftAsItIs() throws IOException {
    acceptAll(1, 5);
    String run = run(10);
    assertThat(Said.by("judge", run).exit()).isZero();
    Path file = Path.of(run).resolve(RunFolder.COMPARISON);
    String verdict = Files.readString(Path.of(run).resolve(RunFolder.VERDICT));
    String text = Files.readString(file);
    for (String damaged :
        List.of(
            text.substring(0, 300),
            text.replace("\"schema\" : 1,\n  \"fing", "\"schema\" : 9,\n  \"fing"))) {
      Files.writeString(file, damaged);
      Said said = Said.by("judge", run);
      assertThat(said.exit()).isEqualTo(BAD_USAGE);
      assertThat(said.err()).contains("comparison.json");
      assertThat(Files.readString(Path.of(run).resolve(RunFolder.VERDICT))).isEqualTo(verdict);
    }
  }

  @Test
  void copyElsewhereIsJudgedAlike() throws IOException {
    acceptAll(1, 5);
    String run = run(10);
    assertThat(Said.by("judge", run).exit()).isZero();
    Judgement here = RunFolder.open(Path.of(run)).read(RunFolder.VERDICT, Judgement.class);
    Path copy = Files.createDirectories(results.resolve("copy"));
    try (Stream<Path> files = Files.list(Path.of(run))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    Files.delete(copy.resolve(RunFolder.VERDICT));
    Files.delete(baselines().get(0));
    assertThat(Said.by("judge", copy.toString()).exit()).isZero();
    Judgement there = RunFolder.open(copy).read(RunFolder.VERDICT, Judgement.class);
    assertThat(there).isEqualTo(here);
    assertThat(there.claims()).anyMatch(claim -> claim.id().equals("no-regression"));
  }

  @Test
  void twoRunsAreShownSideBySideWithoutAVerdict() throws IOException {
    Said said = Said.by("compare", run(1), run(2));
    assertThat(said.exit()).isZero();
    assertThat(said.out())
        .contains("A 20260302T013000Z-1", "B 20260302T013000Z-2", "recovery E2E p50")
        .contains("no verdict: one run against one is no evidence");
  }

  @Test
  void otherFingerprintIsNotComparedAndSaysInWhat() throws IOException {
    acceptAll(1, 5);
    String other = HistoryGenerator.writeUnder(results, new Shape(240, 8, 19_000, 9)).root() + "";
    Said said = Said.by("compare", other);
    assertThat(said.exit()).isEqualTo(INCONCLUSIVE);
    assertThat(said.out()).contains("no accepted runs of this fingerprint", "differs in phases (");
    assertThat(Said.by("compare", run(1), other).out()).contains("another fingerprint");
    Said again = Said.by("compare", run(10), "--again", other);
    assertThat(again.exit()).isEqualTo(BAD_USAGE);
    assertThat(again.err()).contains("is no repeat of it: it differs in phases");
  }
}
