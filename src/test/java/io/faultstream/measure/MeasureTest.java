package io.faultstream.measure;

import static io.faultstream.measure.SampleHistory.EFFECT;
import static io.faultstream.measure.SampleHistory.INJECT;
import static io.faultstream.measure.SampleHistory.MILLI;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultstream.history.FaultStep;
import io.faultstream.history.Json;
import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.history.RunFolder;
import io.faultstream.measure.queue.QueueGrowth;
import io.faultstream.measure.statistics.Ratio;
import io.faultstream.spec.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MeasureTest {
  @TempDir Path root;

  private static PhaseSummary standard(Summary summary) {
    return requireNonNull(summary.phases().get(Phase.STANDARD));
  }

  private static Predicate<Observation> number(long id) {
    return o -> o.id() == id;
  }

  @Test
  void phasesCountTheRequestsIntendedInThem() throws IOException {
    SampleHistory run = SampleHistory.calm();
    run.change(number(200), o -> Streams.refused(o, Outcome.REJECTED, 2 * MILLI));
    run.change(number(201), o -> Streams.refused(o, Outcome.CANCELLED, 2 * MILLI));
    run.change(number(202), o -> Streams.ended(o, Outcome.BROKEN, -20 * MILLI));

    PhaseSummary standard = standard(run.measured(root).summary());

    assertThat(standard.sent()).isEqualTo(700);
    assertThat(standard.outcomes())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Outcome.COMPLETED, 697L,
                Outcome.REJECTED, 1L,
                Outcome.CANCELLED, 1L,
                Outcome.BROKEN, 1L));
    assertThat(standard.success()).isEqualTo(Ratio.of(697, 699));
    assertThat(standard.admittedSuccess()).isEqualTo(Ratio.of(697, 698));
    assertThat(standard.ttftMicros().p50()).isBetween(29_900L, 30_100L);
    assertThat(standard.serviceTtftMicros().p50()).isBetween(28_900L, 29_100L);
    assertThat(standard.itlMicros().count()).isEqualTo(1000);
    assertThat(standard.tpotMicros().p50()).isBetween(5_690L, 5_710L);
    assertThat(standard.e2eMicros().count()).isEqualTo(697);
    assertThat(standard.tokens()).isEqualTo(697 * 100 + 50);
    assertThat(standard.tokensByUsage()).isEqualTo(697 * 100);
    assertThat(standard.usageMismatches()).isZero();
    assertThat(standard.goodputPerSecond()).isEqualTo(697 / 20.0);
    assertThat(standard.intendedPerSecond()).isEqualTo(35);
  }

  @Test
  void retriesAreCountedAndEachIsARequest() {
    SampleHistory run = SampleHistory.calm();
    run.change(number(200), o -> Streams.again(o, 198));
    run.change(
        number(201), o -> Streams.again(Streams.refused(o, Outcome.REJECTED, 2 * MILLI), 199));

    PhaseSummary standard = standard(run.measured(root).summary());

    assertThat(standard.sent()).isEqualTo(700);
    assertThat(standard.retries()).isEqualTo(2);
    assertThat(standard.answered()).isEqualTo(1);
    assertThat(standard.firstTries()).isEqualTo(698);
    assertThat(standard.success()).as("of first attempts").isEqualTo(Ratio.of(698, 698));
    assertThat(standard.admittedSuccess()).isEqualTo(Ratio.of(698, 698));
    assertThat(standard.goodputPerSecond()).isEqualTo(698 / 20.0);
    assertThat(standard.count(Outcome.REJECTED)).isEqualTo(1);
  }

  @Test
  void clientsAskWhenTheySendAndLetNoQueueGrow() {
    SampleHistory run = SampleHistory.calm();
    run.spec = SampleSpecs.closed(20);

    PhaseSummary standard = standard(run.measured(root).summary());

    assertThat(standard.intendedPerSecond()).isEqualTo(35);
    assertThat(standard.queue()).isNull();
  }

  @Test
  void summaryHasTheNamesThatScriptsRelyOn() throws IOException {
    JsonNode json =
        Json.reader(JsonNode.class)
            .readTree(Json.pretty(SampleHistory.migrated().measured(root).summary()));

    assertThat(json.path("schema").asInt()).isEqualTo(1);
    assertThat(json.path("phases").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("warmup", "standard", "overflow", "recovery");
    JsonNode standard = json.path("phases").path("standard");
    assertThat(standard.path("sent").asInt()).isEqualTo(700);
    assertThat(standard.path("outcomes").path("COMPLETED").asInt()).isEqualTo(700);
    for (String name :
        new String[] {
          "ttftMicros", "serviceTtftMicros", "itlMicros", "maxGapMicros", "e2eMicros"
        }) {
      assertThat(standard.path(name).fieldNames())
          .toIterable()
          .as(name)
          .contains("count", "p50", "p90", "p99", "max");
    }
    assertThat(standard.path("ttftMicros").path("p99").isNumber()).isTrue();
    assertThat(json.path("phases").path("warmup").path("ttftMicros").path("p99").isNull())
        .as("175 requests make no p99")
        .isTrue();
    assertThat(json.path("phases").path("recovery").path("itlMicros").path("p50").isNull())
        .isTrue();
    assertThat(json.path("cohorts").path(SampleSpecs.FAULT).path(1).path("kind").asText())
        .isEqualTo("in-flight-on-victim");
    assertThat(json.path("windows").path(0).path("kind").asText()).isEqualTo("kill");
  }

  @Test
  void targetsSideHasTheNamesThatScriptsRelyOn() throws IOException {
    SampleHistory run = SampleHistory.migrated();
    JsonNode target =
        Json.reader(JsonNode.class)
            .readTree(Json.pretty(run.measured(root).summary()))
            .path("target");

    assertThat(target.path("metrics").asText()).isEqualTo("read");
    JsonNode whole = target.path("bothSides").path(0);
    assertThat(whole.path("fault").isNull()).isTrue();
    assertThat(whole.path("rows").findValuesAsText("what"))
        .containsExactly("sent", "completed", "failed", "rejected", "closed-by-us", "moved");
    assertThat(whole.path("enclosing").asBoolean()).isTrue();
    assertThat(whole.path("rows").path(0).path("client").asLong()).isEqualTo(run.seen.size());
    assertThat(whole.path("rows").path(0).path("target").asLong()).isEqualTo(run.seen.size());
    assertThat(whole.path("rows").path(5).path("client").asLong()).isEqualTo(3);
    assertThat(whole.path("rows").path(5).path("target").asLong()).isEqualTo(3);
    assertThat(target.path("bothSides").path(1).path("fault").asText())
        .isEqualTo(SampleSpecs.FAULT);
    assertThat(target.path("seconds").path("perSecond").path("MIGRATIONS").path(30).asDouble())
        .isPositive();
  }

  @Test
  void cohortsAddUpToAllRequests() throws IOException {
    SampleHistory run = SampleHistory.migrated();
    Map<Cohort.Kind, Long> counts =
        requireNonNull(run.measured(root).summary().cohorts().get(SampleSpecs.FAULT)).stream()
            .collect(java.util.stream.Collectors.toMap(Cohort::kind, Cohort::requests));

    long inFlight = run.seen.stream().filter(o -> o.inFlightAt(INJECT)).count();
    assertThat(counts.get(Cohort.Kind.IN_FLIGHT_ON_VICTIM)).isEqualTo(run.victims().size());
    assertThat(counts.get(Cohort.Kind.IN_FLIGHT_ELSEWHERE))
        .isEqualTo(inFlight - run.victims().size());
    long warmup = run.seen.stream().filter(o -> o.phase() == Phase.WARMUP).count();
    assertThat(counts.values().stream().mapToLong(n -> n).sum())
        .isEqualTo(run.seen.size() - warmup);
    assertThat(counts.get(Cohort.Kind.STARTED_DURING)).isBetween(180L, 190L);
  }

  @Test
  void windowsKeepTheFirstProofAndWhatWasNotReached() throws IOException {
    SampleHistory run = SampleHistory.migrated();
    run.failed(FaultStep.EFFECT);
    run.events.removeIf(e -> e.step() == FaultStep.UNDONE);

    FaultWindow window = run.measured(root).summary().windows().get(0);

    assertThat(window.victim()).isEqualTo("worker-0");
    assertThat(window.injectEdge()).isZero();
    assertThat(window.effectNanos()).isEqualTo(EFFECT);
    assertThat(window.effectProven()).isFalse();
    assertThat(window.undoEdge()).isEqualTo(1);
    assertThat(window.undoneNanos()).isNull();
    assertThat(window.undoProven()).isFalse();
    assertThat(window.healthyBefore()).isTrue();
    assertThat(window.load()).isPresent();
  }

  @Test
  void faultThatWasNeverBegunHasAnEmptyWindowAndNothingElse() throws IOException {
    SampleHistory run = SampleHistory.migrated();
    run.events.clear();

    Measured measured = run.measured(root);

    assertThat(measured.summary().windows()).hasSize(1);
    assertThat(measured.summary().windows().get(0).injectNanos()).isNull();
    assertThat(measured.summary().cohorts()).isEmpty();
    assertThat(measured.summary().recoveries()).isEmpty();
    assertThat(measured.details().atFaults()).isEmpty();
  }

  @Test
  void secondsAddUp() throws IOException {
    SampleHistory run = SampleHistory.migrated();
    var seconds = run.measured(root).summary().seconds();

    assertThat(seconds).hasSizeBetween(65, 67);
    assertThat(seconds.stream().mapToLong(SecondPoint::sent).sum()).isEqualTo(run.seen.size());
    assertThat(seconds.get(seconds.size() - 1).inFlight()).isZero();
    assertThat(seconds.get(10).inFlight()).isBetween(20L, 22L);
    assertThat(seconds.get(10).ttftMedianMicros()).isEqualTo(30_000);
    assertThat(seconds.get(10).tokens()).isCloseTo(3500, within(150L));
    assertThat(seconds.get(30).maxGapMicros()).isEqualTo(33_000);
    assertThat(seconds.stream().mapToLong(SecondPoint::tokens).sum())
        .isCloseTo(run.seen.size() * 100L, within(100L));
  }

  @Test
  void runThatWasCutOffIsMeasuredAsFarAsItGoes() throws IOException {
    SampleHistory run = SampleHistory.calm();
    run.endMark = false;
    run.mishapsRecorded = false;
    RunFolder folder = run.write(root);
    Files.delete(folder.file(RunFolder.INTERVALS));

    Measured measured = Measure.of(folder, run.spec);

    assertThat(measured.summary().complete()).isFalse();
    assertThat(standard(measured.summary()).sent()).isEqualTo(700);
    assertThat(measured.details().problems())
        .hasSize(2)
        .anyMatch(p -> p.contains("end mark"))
        .anyMatch(p -> p.contains("intervals.hlog"));
    assertThat(measured.details().mishaps()).isEmpty();
  }

  @Test
  void runWithoutObservationsHasFiguresOfNothing() throws IOException {
    SampleHistory run = SampleHistory.calm();
    RunFolder folder = run.write(root);
    Files.delete(folder.file(RunFolder.OBSERVATIONS));

    Summary summary = Measure.summarize(folder, run.spec);

    assertThat(standard(summary).sent()).isZero();
    assertThat(standard(summary).ttftMicros().max()).isNull();
    assertThat(summary.complete()).isFalse();
  }

  /** Of each second's 35 requests 3.5 are left over, so each comes a tenth later than before. */
  @Test
  void overloadShowsAsAQueueThatGrowsBesideTtft() {
    SampleHistory run = SampleHistory.calm();
    long start = run.spec.startNanos(Phase.OVERFLOW);
    run.change(
        o -> o.phase() == Phase.OVERFLOW,
        o -> Streams.slower(o, (o.times().intended() - start) / 10, 0));

    Map<Phase, PhaseSummary> phases = run.measured(root).summary().phases();

    QueueGrowth overflow = requireNonNull(requireNonNull(phases.get(Phase.OVERFLOW)).queue());
    assertThat(overflow.perSecond()).isBetween(2.5, 3.6);
    assertThat(overflow.byLoadPerSecond()).isZero();
    assertThat(overflow.diverges()).isTrue();
    QueueGrowth standard = requireNonNull(requireNonNull(phases.get(Phase.STANDARD)).queue());
    assertThat(standard.diverges()).isFalse();
    assertThat(requireNonNull(phases.get(Phase.OVERFLOW)).ttftMicros().max())
        .isGreaterThan(1_900_000);
  }
}
