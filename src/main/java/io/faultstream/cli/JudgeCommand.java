package io.faultstream.cli;

import io.faultstream.experiment.life.Conclusion;
import io.faultstream.history.RunFolder;
import io.faultstream.report.Console;
import io.faultstream.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code judge}: measures, judges and reports a run again from its folder alone. */
@Command(
    name = "judge",
    description =
        "Measure, judge and report a run again from its folder alone, with other limits if wished;"
            + " summary.json, verdict.json, junit.xml and report.html are written anew.",
    mixinStandardHelpOptions = true)
final class JudgeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "Folder of the run.")
  private Path run = Path.of("");

  @Option(
      names = "--limit",
      paramLabel = "CLAIM.LIMIT=NUMBER",
      description = "Another limit, as under 'claim' in reference.conf; may be repeated.")
  private Map<String, Double> limits = new LinkedHashMap<>();

  @Override
  public Integer call() throws IOException {
    RunFolder folder = open();
    ExperimentSpec spec = spec(folder);
    Conclusion conclusion = Conclusion.of(folder, Limits.apply(spec, limits));
    System.out.println(
        conclusion
            .report()
            .map(input -> new Console(false).result(input, folder.root().toString()))
            .orElse(conclusion.judgement().verdict() + "  " + conclusion.judgement().reason()));
    return Conclusion.exitCode(conclusion.judgement().verdict());
  }

  private RunFolder open() {
    try {
      return RunFolder.open(run);
    } catch (IOException e) {
      throw new BadRunException(String.valueOf(e.getMessage()));
    }
  }

  private static ExperimentSpec spec(RunFolder folder) {
    try {
      return folder.spec();
    } catch (IOException e) {
      throw new BadRunException(String.valueOf(e.getMessage()));
    }
  }
}
