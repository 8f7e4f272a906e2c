package io.faultstream.measure;

import static io.faultstream.measure.SampleHistory.INJECT;
import static io.faultstream.measure.SampleHistory.MILLI;
import static io.faultstream.measure.SampleHistory.SECOND;
import static io.faultstream.measure.SampleHistory.UNDO;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.spec.Phase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CohortsTest {
  private static final long UNDONE = UNDO + 300 * MILLI;

  @TempDir Path root;

  @ParameterizedTest
  @CsvSource({
    "-1000, -1, FINISHED_BEFORE",
    "-1000, 0, FINISHED_BEFORE",
    "-1000, 1, IN_FLIGHT_ELSEWHERE",
    "0, 1000, IN_FLIGHT_ELSEWHERE",
    "1, 1000, STARTED_DURING",
    "5299, 9000, STARTED_DURING",
    "5300, 9000, STARTED_AFTER",
  })
  void requestBelongsToTheCohortOfItsSendingAndItsEnd(
      long sentMillis, long endMillis, Cohort.Kind expected) {
    assertThat(UNDONE - INJECT).isEqualTo(5300 * MILLI);
    SampleHistory run = SampleHistory.migrated();
    Observation some = Streams.completed(5000, Phase.OVERFLOW, INJECT - 2 * SECOND);
    run.seen.clear();
    run.seen.add(
        new Observation(
            some.id(),
            some.phase(),
            new Observation.Times(
                INJECT + sentMillis * MILLI,
                INJECT + sentMillis * MILLI,
                Observation.NEVER,
                Observation.NEVER,
                Observation.NEVER,
                INJECT + endMillis * MILLI),
            Outcome.BROKEN,
            some.reply(),
            some.tokens(),
            List.of(),
            List.of(),
            some.mismatch(),
            List.of()));

    List<Cohort> cohorts = run.measured(root).summary().cohorts().get(SampleSpecs.FAULT);

    assertThat(cohorts).filteredOn(c -> c.requests() > 0).hasSize(1);
    assertThat(cohorts)
        .filteredOn(c -> c.kind() == expected)
        .first()
        .satisfies(c -> assertThat(c.outcomes()).containsEntry(Outcome.BROKEN, 1L));
  }
}
