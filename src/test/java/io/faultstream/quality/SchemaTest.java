package io.faultstream.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.FaultEvent;
import io.faultstream.history.ends.ProcessEnd;
import io.faultstream.history.store.InstancesSeen;
import io.faultstream.history.store.KeysRead;
import io.faultstream.history.store.LeaseSample;
import io.faultstream.history.store.MemberHash;
import io.faultstream.history.store.MemberSample;
import io.faultstream.history.store.StoreEvent;
import io.faultstream.history.store.StoreOperation;
import io.faultstream.history.store.WatchStep;
import io.faultstream.history.trace.TraceEvent;
import io.faultstream.judge.ClaimResult;
import io.faultstream.judge.Judgement;
import io.faultstream.measure.Cohort;
import io.faultstream.measure.FaultWindow;
import io.faultstream.measure.PhaseSummary;
import io.faultstream.measure.Recovery;
import io.faultstream.measure.SecondPoint;
import io.faultstream.measure.Summary;
import io.faultstream.measure.cancellation.Cancellations;
import io.faultstream.measure.cancellation.LeakSlope;
import io.faultstream.measure.census.Held;
import io.faultstream.measure.census.ProcessCensus;
import io.faultstream.measure.counters.BothSides;
import io.faultstream.measure.counters.TargetSeconds;
import io.faultstream.measure.counters.TargetSide;
import io.faultstream.measure.counters.WorkerCount;
import io.faultstream.measure.statistics.Distribution;
import io.faultstream.measure.statistics.Ratio;
import io.faultstream.measure.store.Gap;
import io.faultstream.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is written for other programs is described in {@code results/README.md}. */
final class SchemaTest {
  private static final List<Class<?>> WRITTEN =
      List.of(
          Judgement.class,
          ClaimResult.class,
          Summary.class,
          PhaseSummary.class,
          Distribution.class,
          Ratio.class,
          FaultWindow.class,
          FaultEvent.VictimLoad.class,
          Cohort.class,
          Recovery.class,
          SecondPoint.class,
          TargetSide.class,
          ProcessCensus.class,
          Held.class,
          BothSides.class,
          BothSides.Row.class,
          WorkerCount.class,
          TargetSeconds.class,
          Cancellations.class,
          Cancellations.MomentCount.class,
          Cancellations.KindCount.class,
          Cancellations.WorkersCount.class,
          Cancellations.Reach.class,
          Cancellations.Stop.class,
          Cancellations.Slots.class,
          Cancellations.WorkerSlots.class,
          Cancellations.Next.class,
          Cancellations.Others.class,
          LeakSlope.class,
          TraceEvent.class,
          ProcessEnd.class,
          StoreOperation.class,
          StoreEvent.class,
          WatchStep.class,
          MemberSample.class,
          InstancesSeen.class,
          LeaseSample.class,
          Gap.class,
          KeysRead.class,
          KeysRead.Kept.class,
          MemberHash.class);

  @Test
  void everyFieldIsDescribed() throws IOException {
    String page = Files.readString(Path.of("results/README.md"));
    List<String> missing = new ArrayList<>();
    for (Class<?> written : WRITTEN) {
      Arrays.stream(written.getRecordComponents())
          .map(component -> component.getName())
          .filter(name -> !named(page, name))
          .forEach(name -> missing.add(written.getSimpleName() + "." + name));
    }
    assertThat(missing).as("fields that results/README.md does not name").isEmpty();
  }

  @Test
  void versionsAreThoseOfThePage() throws IOException {
    String page = Files.readString(Path.of("results/README.md"));

    assertThat(page).contains("`schema` | version of this form, " + Judgement.SCHEMA);
    assertThat(page).contains("version of this form, " + Summary.SCHEMA + "; name;");
    assertThat(page).contains("`schema` of `spec.json` is " + ExperimentSpec.SCHEMA + ":");
  }

  /** Somewhere between two backticks. */
  private static boolean named(String page, String field) {
    return Pattern.compile("`[^`\\n]*\\b" + field + "\\b[^`\\n]*`").matcher(page).find();
  }
}
