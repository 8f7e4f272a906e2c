package io.faultstream.judge.streams;

import static io.faultstream.measure.SampleHistory.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.SampleHistory;
import io.faultstream.measure.Streams;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MigrationClaimsTest {
  @TempDir Path root;

  private Finding find(Claim claim, SampleHistory run) {
    assertThat(claim.text(claim.asked())).isNotBlank();
    return claim.find(run.stored(root), claim.asked());
  }

  /** Three are known; a fourth was sent between the injection and its proof. */
  @ParameterizedTest
  @CsvSource({"0, FAIL", "2, FAIL", "3, PASS", "4, PASS", "5, FAIL", "500, FAIL"})
  void counterMustAgreeWithTheStreamsOnTheVictim(long rise, Verdict expected) {
    SampleHistory run = SampleHistory.migrated();
    run.migrations(rise);

    Finding found = find(new MigrationsCounted(), run);

    assertThat(found.verdict()).as(found.evidence()).isEqualTo(expected);
    assertThat(found.evidence()).startsWith("the counter rose by " + rise);
  }

  @Test
  void counterThatTheVersionDoesNotHaveIsUnknownAndNotZero() {
    SampleHistory run = SampleHistory.migrated();
    run.load(new VictimLoad(OptionalInt.of(3), run.victims(), true, OptionalLong.empty()));
    run.noMigrationSeries();
    assertThat(find(new MigrationsCounted(), run).verdict()).isEqualTo(Verdict.FAIL);

    run.counting();

    assertThat(find(new MigrationsCounted(), run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void noMigrationIsNotShownByACounterThatIsNotThere() {
    SampleHistory run = SampleHistory.drained();
    run.load(new VictimLoad(OptionalInt.of(3), run.victims(), true, OptionalLong.empty()));
    run.noMigrationSeries();
    assertThat(find(new NoMigrations(), run).verdict()).isEqualTo(Verdict.PASS);

    run.counting();

    assertThat(find(new NoMigrations(), run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void counterThatWasSeenOnceIsKnownThroughout() {
    SampleHistory run = SampleHistory.migrated();
    run.counting();
    run.migrations(3);

    assertThat(find(new MigrationsCounted(), run).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void streamsThatStayedOnTheVictimAreNoMigration() {
    Finding found = find(new MigrationsCounted(), SampleHistory.drained());

    assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(found.evidence()).contains("the counter rose by 0", "none was moved");
  }

  @Test
  void idsThatAreNotOursWidenTheBounds() {
    SampleHistory run = SampleHistory.migrated();
    List<String> ids = new java.util.ArrayList<>(run.victims());
    ids.add("somebody-elses");
    run.load(new VictimLoad(OptionalInt.of(4), ids, true, OptionalLong.of(0)));
    run.migrations(4);

    assertThat(find(new MigrationsCounted(), run).evidence()).contains("3 to 5 are right");
    assertThat(find(new MigrationsCounted(), run).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void counterThatWasNotReadProvesNothing() {
    SampleHistory run = SampleHistory.migrated();
    run.metrics.removeIf(m -> m.source().equals("frontend"));

    assertThat(find(new MigrationsCounted(), run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(find(new NoMigrations(), run).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void seriesThatIsAbsentIsZero() {
    assertThat(find(new NoMigrations(), SampleHistory.drained()).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void anyMoveFailsTheClaimThatThereAreNone() {
    SampleHistory counted = SampleHistory.drained();
    counted.migrations(1);
    SampleHistory seen = SampleHistory.migrated();
    seen.migrations(0);

    assertThat(find(new NoMigrations(), counted).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(find(new NoMigrations(), seen).evidence()).contains("3 of ");
    assertThat(find(new NoMigrations(), seen).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void withoutTheCounterNoMoveIsNotProven() {
    SampleHistory run = SampleHistory.drained();
    run.metrics.removeIf(m -> m.source().equals("frontend"));

    assertThat(find(new NoMigrations(), run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 3, PASS",
    "9, 0, FAIL",
    "3, 0, INCONCLUSIVE",
    "3, 15, INCONCLUSIVE",
    "0, 0, INCONCLUSIVE"
  })
  void gaugeDecidesOnlyWhereItIsClear(int gauge, long rise, Verdict expected) {
    SampleHistory run = SampleHistory.migrated();
    run.load(new VictimLoad(OptionalInt.of(gauge), List.of(), false, OptionalLong.empty()));
    run.migrations(rise);

    Finding found = find(new MigrationsCounted(), run);

    assertThat(found.verdict()).as(found.evidence()).isEqualTo(expected);
  }

  @Test
  void counterThatBeganAnewAndVictimWithoutFiguresProveNothing() {
    SampleHistory anew = SampleHistory.migrated();
    anew.load(new VictimLoad(OptionalInt.empty(), List.of(), false, OptionalLong.of(9)));
    SampleHistory unknown = SampleHistory.migrated();
    unknown.loadUnknown();

    assertThat(find(new MigrationsCounted(), anew).evidence()).contains("began anew");
    assertThat(find(new NoMigrations(), anew).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(find(new MigrationsCounted(), unknown).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void shortPausesPass() {
    Finding found = find(new MigrationPause(), SampleHistory.migrated());

    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence())
        .isEqualTo("pauses of 3 streams: median 33 ms, longest 33 ms on worker-0");
  }

  @Test
  void oneLongPauseFails() {
    SampleHistory run = SampleHistory.migrated();
    String first = run.victims().get(0);
    run.change(o -> o.targetId().equals(first), o -> Streams.pausing(o, 2500 * MILLI, true));

    assertThat(find(new MigrationPause(), run).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void pausesOfTooFewStreamsAreNoEvidence() {
    SampleHistory run = SampleHistory.migrated();
    run.change(Streams::onVictim, o -> Streams.completed(o.id(), o.phase(), o.times().intended()));
    run.load(
        new VictimLoad(OptionalInt.of(1), run.victims().subList(0, 1), true, OptionalLong.of(0)));

    assertThat(find(new MigrationPause(), run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void withoutAListAllInFlightMustKeepTheLimit() {
    SampleHistory run = SampleHistory.waited();
    run.loadUnknown();

    Finding found = find(new MigrationPause(), run);

    assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(found.evidence()).contains("unknown");
  }
}
