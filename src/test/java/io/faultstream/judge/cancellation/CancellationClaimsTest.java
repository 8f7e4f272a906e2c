package io.faultstream.judge.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.SampleHistory;
import io.faultstream.measure.cancellation.Cancellations.ByLogs;
import io.faultstream.measure.cancellation.Cancellations.KindCount;
import io.faultstream.measure.cancellation.Cancellations.MomentCount;
import io.faultstream.measure.cancellation.Cancellations.Next;
import io.faultstream.measure.cancellation.Cancellations.Reach;
import io.faultstream.measure.cancellation.Cancellations.WorkersCount;
import io.faultstream.spec.LoadSpec.Kind;
import io.faultstream.spec.Phase;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What was made of the cancels, what was counted of them, who noticed, and who was served next. */
final class CancellationClaimsTest {
  @TempDir private Path root = Path.of("");
  private final Found found = new Found();
  private final SampleHistory history = SampleHistory.calm();
  private StoredRun run;

  @BeforeEach
  void play() {
    run = history.stored(root);
  }

  static List<AboutCancellations> claims() {
    return List.of(
        new CancellationsMade(),
        new CancellationsCounted(),
        new CancellationNoticed(),
        new WorkStops(),
        new SlotsFree(),
        new NextServed(),
        new OthersUnharmed(Phase.OVERFLOW),
        new OthersUnharmed(Phase.RECOVERY));
  }

  private Finding find(AboutCancellations claim) {
    return claim.find(run, found.get(), claim.asked());
  }

  @ParameterizedTest
  @MethodSource("claims")
  void claimHoldsWhereAllIsWell(AboutCancellations claim) {
    assertThat(find(claim)).returns(Verdict.PASS, Finding::verdict);
    assertThat(claim.text(claim.asked())).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("claims")
  void claimIsUndecidedWhereNobodyWasToLeave(AboutCancellations claim) {
    assertThat(claim.find(run, claim.asked()))
        .returns(Verdict.INCONCLUSIVE, Finding::verdict)
        .returns("no request was left by its client", Finding::evidence);
  }

  @ParameterizedTest
  @CsvSource({"49, INCONCLUSIVE", "50, PASS"})
  void enoughMustBeLeft(long made, Verdict expected) {
    found.made = made;

    assertThat(find(new CancellationsMade()))
        .returns(expected, Finding::verdict)
        .matches(f -> f.evidence().startsWith(made + " requests were left: 20 chunks 100 of 101"));
  }

  @Test
  void momentAtWhichNobodyWasLeftIsUndecided() {
    found.moments = List.of(new MomentCount("headers", 50, 1), new MomentCount("10ms", 50, 0));

    assertThat(find(new CancellationsMade()))
        .returns(Verdict.INCONCLUSIVE, Finding::verdict)
        .matches(f -> f.evidence().endsWith("headers 1 of 50, 10ms 0 of 50; none at 10ms"));
  }

  @Test
  void burstsNeedNoMoment() {
    found.moments = List.of();

    assertThat(find(new CancellationsMade()))
        .returns(Verdict.PASS, Finding::verdict)
        .returns("100 requests were left", Finding::evidence);
  }

  @Test
  void requestLeftInAnotherPhaseFails() {
    found.elsewhere = 1;
    found.made = 1;

    assertThat(find(new CancellationsMade()))
        .returns(Verdict.FAIL, Finding::verdict)
        .matches(f -> f.evidence().contains("1 of them in a phase in which none was to be"));
  }

  /** 100 closed: 90 clear, 4 at the beginning, 6 near the end; 2 more were lost. */
  @ParameterizedTest
  @CsvSource({"89, FAIL", "90, PASS", "100, PASS", "102, PASS", "103, FAIL"})
  void racesAndLostConnectionsWidenWhatTheFrontendMayCount(long counted, Verdict expected) {
    found.kinds = List.of(new KindCount(Kind.CHAT, 100, 90, 4, 6, 2, 900, null, counted, null));

    assertThat(find(new CancellationsCounted()))
        .returns(expected, Finding::verdict)
        .matches(
            f ->
                f.evidence()
                    .contains(
                        "chat: 100 closed (90 clear, 4 at the beginning, 6 near the end, 2 more"
                            + " were lost), "
                            + counted
                            + " by the frontend"));
  }

  @ParameterizedTest
  @CsvSource({"99, FAIL", "100, PASS", "101, FAIL"})
  void withoutRacesFrontendAndWorkersCountExactly(long counted, Verdict expected) {
    found.kinds = List.of(new KindCount(Kind.CHAT, 100, 100, 0, 0, 0, 900, null, counted, null));
    assertThat(find(new CancellationsCounted()).verdict()).isEqualTo(expected);

    found.kinds = List.of(new KindCount(Kind.CHAT, 100, 100, 0, 0, 0, 900, null, 100L, null));
    found.byWorkers = new WorkersCount(counted, null, null);
    assertThat(find(new CancellationsCounted()))
        .returns(expected, Finding::verdict)
        .matches(f -> f.evidence().contains("all: 100 closed, " + counted + " by the workers"));
  }

  /** Of 1000 that the frontend began 900 were answered. */
  @ParameterizedTest
  @CsvSource({"99, FAIL", "100, PASS", "101, FAIL"})
  void frontendCountsWhatItBeganAndDidNotAnswer(long counted, Verdict expected) {
    found.kinds = List.of(new KindCount(Kind.CHAT, 101, 99, 0, 0, 0, 900, 1000L, counted, null));

    assertThat(find(new CancellationsCounted()))
        .returns(expected, Finding::verdict)
        .matches(f -> f.evidence().contains("which began 100 that were not answered"));
  }

  @ParameterizedTest
  @CsvSource({"94, 5, FAIL", "95, 5, PASS", "100, 5, PASS", "101, 5, FAIL"})
  void repliesThatCouldNotBeSentMayBeLeftOnesToo(long told, long unpublished, Verdict expected) {
    found.byWorkers = new WorkersCount(told, unpublished, null);

    assertThat(find(new CancellationsCounted()).verdict()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"99, FAIL", "100, PASS", "101, FAIL"})
  void whatTheEnginesStoppedIsCountedExactly(long aborted, Verdict expected) {
    found.byWorkers = new WorkersCount(7L, null, aborted);

    assertThat(find(new CancellationsCounted()))
        .returns(expected, Finding::verdict)
        .matches(f -> f.evidence().contains(aborted + " stopped by the engines"));
  }

  @Test
  void workerThatWasNeverToldFails() {
    found.reach = new Reach(Found.upTo(5_000), Found.upTo(5_000), 100, 100, 100, 1);

    assertThat(find(new CancellationNoticed()))
        .returns(Verdict.FAIL, Finding::verdict)
        .matches(f -> f.evidence().endsWith("1 computed to the end, and never told to stop"));
  }

  @Test
  void kindsAreNotSetOffAgainstEachOther() {
    found.kinds =
        List.of(
            new KindCount(Kind.CHAT, 50, 50, 0, 0, 0, 900, null, 49L, null),
            new KindCount(Kind.CHAT_STREAM, 50, 50, 0, 0, 0, 900, null, 51L, null));

    assertThat(find(new CancellationsCounted()).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void workersCountAllKindsTogether() {
    found.kinds =
        List.of(
            new KindCount(Kind.CHAT, 40, 38, 1, 1, 0, 900, null, 40L, null),
            new KindCount(Kind.CHAT_STREAM, 60, 60, 0, 0, 0, 900, null, 60L, null));
    found.byWorkers = new WorkersCount(98L, null, null);

    assertThat(find(new CancellationsCounted()).verdict()).isEqualTo(Verdict.PASS);
    found.byWorkers = new WorkersCount(97L, null, null);
    assertThat(find(new CancellationsCounted()).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void whoDoesNotCountIsUndecidedUnlessTheOtherIsWrong() {
    found.byWorkers = new WorkersCount(null, null, null);
    assertThat(find(new CancellationsCounted()))
        .returns(Verdict.INCONCLUSIVE, Finding::verdict)
        .matches(f -> f.evidence().contains("the workers do not count them"));

    found.kinds = List.of(new KindCount(Kind.CHAT, 100, 100, 0, 0, 0, 900, null, 7L, null));
    assertThat(find(new CancellationsCounted()).verdict()).isEqualTo(Verdict.FAIL);

    found.kinds = List.of(new KindCount(Kind.CHAT, 100, 100, 0, 0, 0, 900, null, null, null));
    found.byWorkers = new WorkersCount(100L, null, null);
    assertThat(find(new CancellationsCounted()))
        .returns(Verdict.INCONCLUSIVE, Finding::verdict)
        .matches(f -> f.evidence().contains("the frontend does not count them"));
  }

  @Test
  void countersThatWereNotReadToTheEndAreUndecided() {
    history.metrics.removeIf(page -> page.atNanos() > 30 * SampleHistory.SECOND);
    run = history.stored(root);
    found.byWorkers = new WorkersCount(7L, null, null);

    assertThat(find(new CancellationsCounted()))
        .returns(Verdict.INCONCLUSIVE, Finding::verdict)
        .returns("the target's counters do not enclose the run", Finding::evidence);
  }

  @ParameterizedTest
  @CsvSource({
    "1000000, 5000, PASS",
    "5000, 1000000, PASS",
    "1001000, 5000, FAIL",
    "5000, 1001000, FAIL"
  })
  void frontendAndWorkersMustNoticeInTime(long frontend, long worker, Verdict expected) {
    found.reach = new Reach(Found.upTo(frontend), Found.upTo(worker), 100, 100, 100, 0);

    assertThat(find(new CancellationNoticed()).verdict()).isEqualTo(expected);
  }

  @Test
  void logsThatNameNobodyAreUndecided() {
    found.reach = new Reach(Found.NONE, Found.upTo(5_000), 100, 100, 100, 0);
    assertThat(find(new CancellationNoticed()))
        .returns(Verdict.INCONCLUSIVE, Finding::verdict)
        .matches(f -> f.evidence().startsWith("frontend: no log names"));

    found.reach = new Reach(Found.upTo(5_000), Found.NONE, 100, 100, 100, 0);
    assertThat(find(new CancellationNoticed()))
        .returns(Verdict.INCONCLUSIVE, Finding::verdict)
        .matches(f -> f.evidence().contains("workers: no log names a request that was left"));
  }

  @ParameterizedTest
  @CsvSource({"105, 100, PASS", "106, 106, INCONCLUSIVE", "105, 99, INCONCLUSIVE"})
  void logsMustNameNearlyAllThatWereClear(long clear, long heard, Verdict expected) {
    found.reach = new Reach(Found.upTo(5_000), Found.upTo(5_000), clear, 100, heard, 0);

    assertThat(find(new CancellationNoticed()).verdict()).isEqualTo(expected);
  }

  @Test
  void agreementOfClosesThatAllRacedSaysNothing() {
    found.kinds = List.of(new KindCount(Kind.CHAT, 100, 0, 100, 0, 0, 500, 600L, 100L, null));
    assertThat(find(new CancellationsCounted()))
        .returns(Verdict.INCONCLUSIVE, Finding::verdict)
        .matches(f -> f.evidence().contains("none was clear of beginning and end"));
  }

  /** The engines counted 100 in all, and the logs name this many chats beside 50 streams. */
  @ParameterizedTest
  @CsvSource({
    "50, 50, 40, PASS",
    "50, 50, 39, FAIL",
    "49, 50, 39, PASS",
    "49, 50, 38, PASS",
    "49, 50, 37, INCONCLUSIVE",
  })
  void logsMustNameTheClearOnesOfEachKind(long chats, long streams, long clear, Verdict expected) {
    found.byWorkers = new WorkersCount(null, null, 100L);
    found.kinds =
        List.of(
            logged(Kind.CHAT, new ByLogs(50, chats, 40, clear, true)),
            logged(Kind.CHAT_STREAM, new ByLogs(50, streams, 40, 40, true)));

    assertThat(find(new CancellationsCounted()))
        .returns(expected, Finding::verdict)
        .matches(
            f ->
                f.evidence()
                    .contains(
                        "; chat: the workers' logs name "
                            + chats
                            + " of 50, and "
                            + clear
                            + " of 40 clear ones; chat-stream: the workers' logs name "));
  }

  /** The runtime does not tell a worker whose reply could not be sent any more. */
  @ParameterizedTest
  @CsvSource({"5, PASS", "3, PASS", "2, INCONCLUSIVE", ", INCONCLUSIVE"})
  void unpublishedRepliesMayBeMissingWhereWorkersWereTold(
      @Nullable Long unpublished, Verdict expected) {
    found.byWorkers = new WorkersCount(100L, unpublished, null);
    found.kinds =
        List.of(
            logged(Kind.CHAT, new ByLogs(50, 35, 40, 35, false)),
            logged(Kind.CHAT_STREAM, new ByLogs(50, 50, 40, 40, false)));

    assertThat(find(new CancellationsCounted()).verdict()).isEqualTo(expected);
  }

  private static KindCount logged(Kind kind, ByLogs logs) {
    return new KindCount(kind, 50, 40, 10, 0, 0, 900, null, 50L, logs);
  }

  @ParameterizedTest
  @CsvSource({"2000000, 0, PASS", "2001000, 0, FAIL", "40000, 1, FAIL"})
  void nextRequestMustBeServedInTime(long most, long unserved, Verdict expected) {
    found.next = new Next(Found.upTo(most), unserved);

    assertThat(find(new NextServed()).verdict()).isEqualTo(expected);
  }

  @Test
  void whereNobodyCameNextNothingIsKnown() {
    found.next = new Next(Found.NONE, 0);

    assertThat(find(new NextServed()))
        .returns(Verdict.INCONCLUSIVE, Finding::verdict)
        .returns("no request followed one that was left", Finding::evidence);
  }

  @Test
  void whereEveryNextOneGotNothingTheClaimFails() {
    found.next = new Next(Found.NONE, 3);

    assertThat(find(new NextServed()))
        .returns(Verdict.FAIL, Finding::verdict)
        .matches(f -> f.evidence().contains("3 got no token"));
  }
}
