package io.faultstream.cli;

import io.faultstream.experiment.life.AcceptedRuns;
import io.faultstream.experiment.life.Conclusion;
import io.faultstream.judge.Judgement;
import io.faultstream.judge.Verdict;
import io.faultstream.judge.baseline.Baseline;
import io.faultstream.judge.baseline.BaselineStore;
import io.faultstream.judge.baseline.Fingerprint;
import io.faultstream.judge.baseline.RunFigures;
import io.faultstream.judge.comparison.Limits;
import io.faultstream.judge.comparison.NoRegression;
import io.faultstream.report.comparison.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code accept}: makes a run one of those that later runs are compared with. */
@Command(
    name = "accept",
    description =
        "Accept a run into the baseline of its fingerprint, results/baselines/<simulation>/"
            + "<fingerprint>.json, and say what that changes. A run that is not valid or that"
            + " failed is refused, and so is one that is only worse than the accepted ones,"
            + " unless --worse is given.",
    mixinStandardHelpOptions = true)
final class AcceptCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "Folder of the run, in a results folder.")
  private Path run = Path.of("");

  @Option(
      names = "--keep",
      paramLabel = "RUNS",
      defaultValue = "10",
      description = "Accepted runs that are kept, the last by their start (${DEFAULT-VALUE}).")
  private int keep;

  @Option(
      names = "--worse",
      description =
          "Accept it although it is worse than the accepted runs, or slower as a whole: later runs"
              + " are then compared with that.")
  private boolean worse;

  @Option(names = "--dry-run", description = "Say what would change, change nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException {
    NamedRun named = NamedRun.open(run);
    Limits limits = NoRegression.limits(named.spec().claims());
    if (keep < limits.minRuns()) {
      throw new BadRunException(
          "--keep " + keep + ": a comparison needs at least " + limits.minRuns() + " runs");
    }
    BaselineStore store =
        AcceptedRuns.store(named.folder())
            .orElseThrow(
                () ->
                    new BadRunException(
                        run + " is not in a results folder, so it has no baseline"));
    Conclusion.Looked looked = Conclusion.look(named.folder(), named.spec(), named.measured());
    refuseUnlessKept(looked);
    Fingerprint fingerprint = Fingerprint.of(named.spec(), named.folder().environment());
    RunFigures figures = AcceptedRuns.figures(named.folder(), named.spec(), named.measured());
    Baseline before =
        find(store, named, fingerprint)
            .orElse(Baseline.empty(named.spec().simulation(), fingerprint));
    Baseline after = before.accepting(figures, keep);
    say(before, after, figures, limits);
    if (!dryRun) {
      store.write(after);
    }
    System.out.println(
        (dryRun ? "would be written: " : "written: ")
            + store.file(named.spec().simulation(), fingerprint));
    return 0;
  }

  private static Optional<Baseline> find(
      BaselineStore store, NamedRun named, Fingerprint fingerprint) {
    try {
      return store.find(named.spec().simulation(), fingerprint);
    } catch (IOException e) {
      throw new BadRunException(String.valueOf(e.getMessage()));
    }
  }

  /** What is not valid or broke a promise is refused; what is only worse must be meant. */
  private void refuseUnlessKept(Conclusion.Looked looked) {
    Judgement judgement = looked.judgement();
    if (judgement.verdict() == Verdict.PASS) {
      return;
    }
    if (!looked.onlyComparison()) {
      throw new BadRunException(
          "not accepted: the run is " + judgement.verdict() + ": " + judgement.reason());
    }
    if (!worse) {
      throw new BadRunException(
          "not accepted: beside the accepted runs it is "
              + judgement.verdict()
              + ": "
              + judgement.comparison()
              + "; --worse accepts it all the same");
    }
    System.out.println(
        "beside the accepted runs it is " + judgement.verdict() + ": " + judgement.comparison());
  }

  private static void say(Baseline before, Baseline after, RunFigures run, Limits limits) {
    if (!after.has(run.run())) {
      throw new BadRunException(
          "not accepted: all " + after.runs().size() + " runs of the baseline are newer than it");
    }
    List<String> gone =
        before.runs().stream().map(RunFigures::run).filter(name -> !after.has(name)).toList();
    System.out.println(
        (before.has(run.run()) ? "accepted again " : "accepted ")
            + run.run()
            + ": "
            + after.runs().size()
            + " runs of fingerprint "
            + after.fingerprint().id()
            + ", compared with from "
            + limits.minRuns()
            + " on");
    gone.forEach(name -> System.out.println("no longer one of them: " + name));
    Tables.baselines(before, after).forEach(System.out::println);
  }
}
