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
            + " summary.json, verdict.json, junit.xml and report.html are written anew. A damaged"
            + " folder is refused.",
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
    NamedRun named = NamedRun.open(run);
    RunFolder folder = named.folder();
    ExperimentSpec spec = Limits.apply(named.spec(), limits);
    Conclusion conclusion = Conclusion.of(folder, spec, named.measured());
    System.out.println(
        conclusion
            .report()
            .map(input -> new Console(false).result(input, folder.root().toString()))
            .orElse(conclusion.judgement().verdict() + "  " + conclusion.judgement().reason()));
    return Conclusion.exitCode(conclusion.judgement().verdict());
  }
}
