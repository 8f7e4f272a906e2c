package io.faultstream.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.measure.SampleSpecs;
import io.faultstream.spec.Control;
import io.faultstream.spec.ExperimentSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reader must not take a negative control for a test of the target. */
final class ControlOnPageTest {
  private static String plan(ExperimentSpec spec) {
    return new Console(false).plan(spec, "", List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "DECOY, 'CONTROL, decoy: it hits a process of ours that serves nobody'",
    "SHAM, 'CONTROL, sham: it is played and breaks nothing'",
  })
  void planAndPageSayThatAControlIsPlayed(Control control, String words) {
    ReportInput run = SampleRun.fail();
    ExperimentSpec spec = SampleSpecs.controlled(run.spec(), control);
    ReportInput controlled =
        new ReportInput(spec, run.environment(), run.summary(), run.judgement(), run.events());

    assertThat(plan(spec).replaceAll("\\s+", " "))
        .contains("control " + control.label() + ": no fault can have an effect in this run")
        .contains("so it must be INCONCLUSIVE")
        .contains(words);
    assertThat(Report.html(controlled)).contains(words);
  }

  @Test
  void ordinaryRunSaysNothingOfControls() {
    assertThat(plan(SampleRun.fail().spec())).doesNotContainIgnoringCase("control");
    assertThat(Report.html(SampleRun.fail())).doesNotContain("CONTROL,");
  }
}
