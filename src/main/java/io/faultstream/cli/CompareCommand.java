package io.faultstream.cli;

import io.faultstream.experiment.life.AcceptedRuns;
import io.faultstream.experiment.life.Conclusion;
import io.faultstream.history.RunFolder;
import io.faultstream.judge.Verdict;
import io.faultstream.judge.baseline.Fingerprint;
import io.faultstream.judge.baseline.RunFigures;
import io.faultstream.judge.comparison.Comparison;
import io.faultstream.report.comparison.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code compare}: a run against the accepted runs, or beside another run. */
@Command(
    name = "compare",
    description = {
      "Compare a run with the baseline as it is now, alone or together with repeats of it;"
          + " comparison.json, verdict.json and the page are written anew.",
      "With a second run: their figures side by side; one run against one is no evidence, so that"
          + " has no verdict and changes nothing."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:PASS, or shown side by side",
      "1:the run FAILs by another claim",
      "2:REGRESSED",
      "3:INCONCLUSIVE, or nothing could be compared",
      "64:bad usage",
      "70:our own fault"
    },
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  private static final int NOT_COMPARED = 3;

  @Parameters(index = "0", paramLabel = "RUN", description = "Folder of the run.")
  private Path run = Path.of("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "OTHER",
      description = "Folder of another run to show beside it.")
  private @Nullable Path other;

  @Option(
      names = "--again",
      paramLabel = "RUN",
      description = "A repeat of the run, to be judged together with it; may be repeated.")
  private List<Path> again = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    NamedRun named = NamedRun.open(run);
    Path beside = other;
    if (beside == null) {
      return againstBaseline(named);
    }
    if (!again.isEmpty()) {
      throw new BadRunException("--again is for the comparison with the baseline, not with OTHER");
    }
    return besideOther(named, NamedRun.open(beside));
  }

  private int againstBaseline(NamedRun named) throws IOException {
    List<RunFigures> repeats = new ArrayList<>();
    for (Path path : again) {
      repeats.add(repeat(named, NamedRun.open(path)));
    }
    refuseTwice(figures(named), repeats);
    Conclusion conclusion =
        Conclusion.comparedAnew(named.folder(), named.spec(), named.measured(), repeats);
    Optional<Comparison> made = conclusion.report().flatMap(input -> input.comparison());
    made.ifPresent(comparison -> Tables.of(comparison).forEach(System.out::println));
    Verdict verdict = conclusion.judgement().verdict();
    System.out.println(verdict + "  " + conclusion.judgement().reason());
    boolean compared = made.map(comparison -> comparison.verdict().isPresent()).orElse(false);
    return verdict == Verdict.PASS && !compared ? NOT_COMPARED : Conclusion.exitCode(verdict);
  }

  private static void refuseTwice(RunFigures run, List<RunFigures> repeats) {
    Set<String> names = new HashSet<>(Set.of(run.run()));
    for (RunFigures repeat : repeats) {
      if (!names.add(repeat.run())) {
        throw new BadRunException("--again names a run twice: " + repeat.run());
      }
    }
  }

  /** A repeat must be as the run was, and valid: what cannot carry a verdict carries no figure. */
  private static RunFigures repeat(NamedRun named, NamedRun repeat) throws IOException {
    List<String> differences = fingerprint(named).differences(fingerprint(repeat));
    if (!differences.isEmpty()) {
      throw new BadRunException(
          repeat.name() + " is no repeat of it: it differs in " + String.join(", ", differences));
    }
    Conclusion.Looked looked = Conclusion.look(repeat.folder(), repeat.spec(), repeat.measured());
    if (!looked.onlyComparison()) {
      throw new BadRunException(
          repeat.name()
              + " is "
              + looked.judgement().verdict()
              + " itself: "
              + looked.judgement().reason());
    }
    return AcceptedRuns.figures(repeat.folder(), repeat.spec(), repeat.measured());
  }

  private static int besideOther(NamedRun one, NamedRun two) throws IOException {
    List<String> differences = fingerprint(one).differences(fingerprint(two));
    if (!differences.isEmpty()) {
      System.out.println(
          "not compared: another fingerprint, it differs in " + String.join(", ", differences));
      return NOT_COMPARED;
    }
    Tables.besides(figures(one), figures(two)).forEach(System.out::println);
    System.out.println("no verdict: one run against one is no evidence of a change");
    return 0;
  }

  private static RunFigures figures(NamedRun named) throws IOException {
    return AcceptedRuns.figures(named.folder(), named.spec(), named.measured());
  }

  private static Fingerprint fingerprint(NamedRun named) throws IOException {
    RunFolder folder = named.folder();
    return Fingerprint.of(named.spec(), folder.environment());
  }
}
