package io.faultstream.judge.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.SampleHistory;
import io.faultstream.measure.cancellation.Cancellations.Reach;
import io.faultstream.measure.cancellation.Cancellations.Stop;
import io.faultstream.measure.cancellation.Cancellations.WorkerSlots;
import io.faultstream.measure.cancellation.LeakSlope;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Engines stop, and what they held is free again. */
final class WorkAndSlotsTest {
  @TempDir private Path root = Path.of("");
  private final Found found = new Found();

  private Finding find(AboutCancellations claim) {
    StoredRun run = SampleHistory.calm().stored(root);
    return claim.find(run, found.get(), claim.asked());
  }

  private void stop(long most, long inPrefill, long finished) {
    found.stop =
        new Stop(Found.upTo(most), inPrefill, finished, 100, Found.upTo(3), 5_100L, 5_000, 5_000);
  }

  @ParameterizedTest
  @CsvSource({"1000000, 0, PASS", "1001000, 0, FAIL", "8000, 1, FAIL"})
  void enginesMustStopInTimeAndNoneGoToTheEnd(long most, long finished, Verdict expected) {
    stop(most, 3, finished);

    assertThat(find(new WorkStops()))
        .returns(expected, Finding::verdict)
        .matches(
            f ->
                f.evidence()
                    .contains(
                        "once the prefill was over 3, computed to the end " + finished + ";"));
  }

  /** 100 requests were left: ten tokens each for nobody are a thousand. */
  @ParameterizedTest
  @CsvSource({"6000, PASS", "6001, FAIL", "4000, PASS"})
  void tokensForNobodyAreLimitedOnAverage(long computed, Verdict expected) {
    found.stop = new Stop(Found.upTo(8_000), 0, 0, 100, Found.upTo(3), computed, 5_000, 5_000);

    assertThat(find(new WorkStops()).verdict()).isEqualTo(expected);
  }

  @Test
  void oneWitnessIsEnoughWhereTheOtherIsSilent() {
    found.stop = new Stop(Found.NONE, 0, 0, 0, Found.NONE, 5_100L, 5_000, 5_000);
    assertThat(find(new WorkStops())).returns(Verdict.PASS, Finding::verdict);
    found.stop = new Stop(Found.NONE, 0, 0, 0, Found.NONE, 9_100L, 5_000, 5_000);
    assertThat(find(new WorkStops())).returns(Verdict.FAIL, Finding::verdict);

    found.stop = new Stop(Found.upTo(8_000), 0, 0, 100, Found.NONE, null, 5_000, 5_000);
    assertThat(find(new WorkStops())).returns(Verdict.PASS, Finding::verdict);
    found.stop = new Stop(Found.upTo(8_000), 0, 1, 100, Found.NONE, null, 5_000, 5_000);
    assertThat(find(new WorkStops())).returns(Verdict.FAIL, Finding::verdict);
  }

  @Test
  void allStoppedOnceTheirPrefillWasOverIsAWitnessToo() {
    found.stop = new Stop(Found.NONE, 97, 0, 97, Found.NONE, null, 0, 0);

    assertThat(find(new WorkStops())).returns(Verdict.PASS, Finding::verdict);
  }

  /**
   * 100 were closed clear of beginning and end, and as many stopped: some raced their beginning.
   */
  @ParameterizedTest
  @CsvSource({"94, INCONCLUSIVE", "95, PASS", "0, INCONCLUSIVE"})
  void logsMustSettleNearlyAllThatWereClear(long settled, Verdict expected) {
    found.stop = new Stop(Found.upTo(8_000), 0, 0, settled, Found.NONE, null, 0, 0);

    assertThat(find(new WorkStops()).verdict()).isEqualTo(expected);
  }

  @Test
  void logsOfThoseThatRacedTheirBeginningAloneDoNotDecide() {
    found.reach = new Reach(Found.NONE, Found.NONE, 0, 0, 0, 0);
    found.stop = new Stop(Found.upTo(8_000), 0, 0, 0, Found.NONE, null, 0, 0);

    assertThat(find(new WorkStops()))
        .returns(Verdict.INCONCLUSIVE, Finding::verdict)
        .matches(f -> f.evidence().contains("; that settles 0 of 0 that were closed clear of"));
  }

  /** Ten tokens each for 100 are a thousand. */
  @ParameterizedTest
  @CsvSource({"5000, PASS", "5001, INCONCLUSIVE", "6000, INCONCLUSIVE", "6001, FAIL"})
  void betweenTheTwoPacesCountersDoNotDecide(long computed, Verdict expected) {
    found.stop = new Stop(Found.NONE, 0, 0, 0, Found.NONE, computed, 4_000, 5_000);

    assertThat(find(new WorkStops()).verdict()).isEqualTo(expected);
  }

  @Test
  void withoutAnyWitnessNothingIsKnown() {
    found.stop = new Stop(Found.NONE, 0, 0, 0, Found.NONE, null, 5_000, 5_000);

    assertThat(find(new WorkStops()))
        .returns(Verdict.INCONCLUSIVE, Finding::verdict)
        .returns(
            "no engine's log names a request that was left; the engines do not count their tokens",
            Finding::evidence);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 1 requests are still in flight on worker-1",
    "0, 1, 0, 1 slots of the engine of worker-1 are still taken",
    "0, 0, 2, 2 requests still wait in the engine of worker-1",
  })
  void whatIsStillHeldFails(long inFlight, long running, long waiting, String says) {
    found.workers =
        List.of(
            Found.empty("worker-0"),
            new WorkerSlots("worker-1", inFlight, running, waiting, 0.0, 0.0));

    assertThat(find(new SlotsFree()))
        .returns(Verdict.FAIL, Finding::verdict)
        .matches(f -> f.evidence().startsWith(says), says);
  }

  @ParameterizedTest
  @CsvSource({"0.250, PASS", "0.2509, PASS", "0.2512, FAIL", "0.1, PASS"})
  void cacheMayBeAsFullAsBefore(double after, Verdict expected) {
    found.workers = List.of(new WorkerSlots("worker-0", 0L, 0L, 0L, 0.25, after));

    assertThat(find(new SlotsFree()).verdict()).isEqualTo(expected);
  }

  @Test
  void cacheThatIsNotToldIsNamed() {
    found.workers =
        List.of(
            Found.empty("worker-0"),
            new WorkerSlots("worker-1", 0L, 0L, 0L, null, 0.9),
            new WorkerSlots("worker-2", 0L, 0L, 0L, 0.0, null));
    assertThat(find(new SlotsFree()))
        .returns(Verdict.PASS, Finding::verdict)
        .matches(
            f ->
                f.evidence()
                    .contains(
                        "; cache: not told by worker-1, worker-2, no fuller than before on"
                            + " worker-0; "));

    found.workers = List.of(new WorkerSlots("worker-1", 0L, 0L, 0L, null, null));
    assertThat(find(new SlotsFree()).evidence())
        .contains("; cache: not told by worker-1; ")
        .doesNotContain("fuller");

    found.workers = List.of(Found.empty("worker-0"));
    assertThat(find(new SlotsFree()).evidence()).contains("; no cache is fuller than before; ");
  }

  @Test
  void workerWhoseEngineDoesNotTellIsUndecided() {
    found.workers =
        List.of(Found.empty("worker-0"), new WorkerSlots("worker-1", 0L, null, 0L, 0.0, 0.0));
    assertThat(find(new SlotsFree()))
        .returns(Verdict.INCONCLUSIVE, Finding::verdict)
        .returns("what the engine still computes is not told by worker-1", Finding::evidence);

    found.workers = List.of();
    assertThat(find(new SlotsFree()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @ParameterizedTest
  @CsvSource({"0, PASS", "1, FAIL", ", INCONCLUSIVE"})
  void prefillWorkerNeedNotHaveAGaugeOfItsEngine(@Nullable Long inFlight, Verdict expected) {
    found.workers =
        List.of(
            Found.empty("worker-0"),
            new WorkerSlots("prefill-0", inFlight, null, null, null, null));

    assertThat(find(new SlotsFree()).verdict()).isEqualTo(expected);
  }

  @Test
  void whatIsHeldFailsEvenWhereAnotherDoesNotTell() {
    found.workers =
        List.of(
            new WorkerSlots("worker-0", 2L, null, null, null, null),
            new WorkerSlots("worker-1", null, null, null, null, null));

    assertThat(find(new SlotsFree()).verdict()).isEqualTo(Verdict.FAIL);
  }

  /** Only an interval that lies above the limit as a whole is a leak. */
  @ParameterizedTest
  @CsvSource({"0.010, PASS", "0.0101, FAIL", "-0.5, PASS"})
  void slopeThatSurelyRisesIsALeak(double low, Verdict expected) {
    found.leak = new LeakSlope(low + 0.1, low, low + 0.2, 30);

    assertThat(find(new SlotsFree()))
        .returns(expected, Finding::verdict)
        .matches(f -> f.evidence().contains("30 readings"));
  }

  @Test
  void tooFewReadingsLeaveTheLastOne() {
    found.leak = null;

    assertThat(find(new SlotsFree()))
        .returns(Verdict.PASS, Finding::verdict)
        .matches(f -> f.evidence().endsWith("too few readings for a slope"));
  }
}
