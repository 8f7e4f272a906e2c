package io.faultstream.report;

import io.faultstream.spec.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the pages and screens of the made-up runs to {@code target/report-sample}, to look at. */
final class ReportSample {
  private ReportSample() {}

  public static void main(String[] arguments) throws IOException {
    write(Path.of("target", "report-sample"));
  }

  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("report.html"), Report.html(SampleRun.fail()));
    Files.writeString(folder.resolve("report-pass.html"), Report.html(SampleRun.pass()));
    Console console = new Console(false);
    ReportInput run = SampleRun.fail();
    Files.writeString(
        folder.resolve("console.txt"),
        String.join(
            "\n",
            console.plan(run.spec(), "9f2c1d7a", List.of("overflow is short for a p99")),
            console.progressHeader(),
            console.phase(run.spec().phases().get(2), SampleRun.at(25)),
            console.fault(run.events().get(3)),
            console.progress(
                new Progress(
                    SampleRun.at(32),
                    Phase.OVERFLOW,
                    58,
                    1_104,
                    23,
                    131_000L,
                    4_120,
                    "kill worker-1 held")),
            console.result(run, "results/runs/migration/20260302T013000Z-4711"),
            ""));
  }
}
