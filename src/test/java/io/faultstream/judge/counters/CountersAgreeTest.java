package io.faultstream.judge.counters;

import static io.faultstream.measure.SampleHistory.MILLI;
import static io.faultstream.measure.SampleHistory.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.MetricSample;
import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.judge.Finding;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.SampleCounters;
import io.faultstream.measure.SampleHistory;
import io.faultstream.measure.SampleSpecs;
import io.faultstream.measure.Streams;
import io.faultstream.spec.ClaimSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CountersAgreeTest {
  @TempDir Path root;
  private final SampleHistory run = SampleHistory.calm();
  private double slack;

  private Finding find() {
    CountersAgree claim = new CountersAgree();
    ClaimSpec asked = new ClaimSpec(claim.id(), Map.of("slack", slack));
    assertThat(claim.text(asked)).isNotBlank();
    return claim.find(run.stored(root), asked);
  }

  private void refused(long id, Outcome outcome) {
    run.change(o -> o.id() == id, o -> Streams.refused(o, outcome, 20 * MILLI));
  }

  /** All readings from a moment on show this, whatever the client saw. */
  private void doctored(String series, double value, long from) {
    run.metrics.replaceAll(
        page -> {
          if (page.atNanos() < from) {
            return page;
          }
          Map<String, Double> values = new HashMap<>(page.values());
          values.put(series, value);
          return new MetricSample(page.atNanos(), page.source(), true, values);
        });
  }

  private void doctored(String series, double value) {
    doctored(series, value, 0);
  }

  /** The pages have nothing but this; the version counts only what it shows. */
  private void only(String series, double before, double after) {
    run.counting();
    run.unseenByFrontend = true;
    run.metrics.replaceAll(
        page ->
            new MetricSample(
                page.atNanos(),
                page.source(),
                page.ok(),
                Map.of(series, page.atNanos() < 0 ? before : after)));
  }

  @Test
  void runWithoutRefusalsAndClosesHolds() {
    Finding found = find();

    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence())
        .isEqualTo(
            "rejections: 0 by the target, 0 by the client; cancellations: 0 by the target, 0 by the"
                + " client; successes: 2276 by the target, 2276 by the client; 2276 requests begun,"
                + " 2276 sent and 2276 seen answered by the client");
  }

  @Test
  void whatBothSawHolds() {
    refused(100, Outcome.REJECTED);
    refused(200, Outcome.REJECTED);
    refused(300, Outcome.STALLED);
    run.change(o -> o.id() == 400, o -> Streams.ended(o, Outcome.ABANDONED, 0));

    Finding found = find();

    assertThat(found.verdict()).as(found.evidence()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence())
        .contains("rejections: 2 by the target, 2 by the client (2 to 3 are right)")
        .contains("cancellations: 2 by the target, 2 by the client");
  }

  @ParameterizedTest
  @CsvSource({"0, FAIL", "1, FAIL", "2, PASS", "3, FAIL"})
  void rejectionsMustBeThoseTheClientSaw(int counted, Verdict expected) {
    refused(100, Outcome.REJECTED);
    refused(200, Outcome.REJECTED);
    doctored(SampleCounters.REJECTIONS, counted);

    Finding found = find();

    assertThat(found.verdict()).as(found.evidence()).isEqualTo(expected);
    assertThat(found.evidence()).contains("rejections: " + counted + " by the target, 2");
    assertThat(found.definite()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1, FAIL", "2, PASS", "3, FAIL"})
  void cancellationsMustBeTheConnectionsThatWeClosed(int counted, Verdict expected) {
    refused(100, Outcome.TIMED_OUT);
    refused(200, Outcome.CANCELLED);
    doctored(SampleCounters.CANCELLATIONS, counted);

    assertThat(find().verdict()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, PASS", "1, PASS", "2, FAIL"})
  void closeAfterTheLastTokenMayBeCountedAsTheEnd(int counted, Verdict expected) {
    run.change(
        o -> o.id() == 100, o -> Streams.text(o, Outcome.TIMED_OUT, o.tokens(), Optional.empty()));
    doctored(SampleCounters.CANCELLATIONS, counted);

    assertThat(find().verdict()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, PASS", "1, PASS", "2, FAIL"})
  void lostConnectionMayBeCountedAsAClientThatWentAway(int counted, Verdict expected) {
    refused(100, Outcome.BROKEN);
    doctored(SampleCounters.CANCELLATIONS, counted);

    assertThat(find().verdict()).isEqualTo(expected);
  }

  @Test
  void slackWidensTheBounds() {
    doctored(SampleCounters.CANCELLATIONS, 2);
    assertThat(find().verdict()).isEqualTo(Verdict.FAIL);
    slack = 2;
    assertThat(find().verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void answersWithoutABeginningFail() {
    doctored(SampleCounters.STARTED, 2275);

    Finding found = find();

    assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(found.evidence()).contains("2275 requests begun, 2276 sent and 2276 seen answered");
  }

  @Test
  void moreBeginningsThanRequestsFail() {
    doctored(SampleCounters.STARTED, 2277);

    Finding found = find();

    assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(found.evidence()).contains("2277 requests begun, 2276 sent");
    slack = 1;
    assertThat(find().verdict()).isEqualTo(Verdict.PASS);
  }

  @ParameterizedTest
  @CsvSource({"2274, FAIL", "2275, PASS", "2276, FAIL"})
  void successesMustBeTheRepliesThatCompleted(int counted, Verdict expected) {
    refused(100, Outcome.REJECTED);
    doctored(SampleCounters.SUCCEEDED, counted);

    Finding found = find();

    assertThat(found.verdict()).as(found.evidence()).isEqualTo(expected);
    assertThat(found.evidence()).contains("successes: " + counted + " by the target, 2275");
  }

  @ParameterizedTest
  @EnumSource(names = {"BROKEN", "CORRUPTED", "EMPTY", "TRUNCATED"})
  void replyBrokenForItsReaderMayHaveEndedWellForTheTarget(Outcome outcome) {
    refused(100, outcome);
    doctored(SampleCounters.SUCCEEDED, 2276);

    Finding found = find();

    assertThat(found.verdict()).as(found.evidence()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence()).contains("2275 by the client (2275 to 2276 are right)");
  }

  @ParameterizedTest
  @CsvSource({"true, FAIL", "false, PASS"})
  void unaryRequestWhoseClientWentAwayMayCountAsSuccess(boolean stream, Verdict expected) {
    run.spec = SampleSpecs.with(run.spec, SampleSpecs.streaming(run.spec.load(), stream));
    refused(100, Outcome.TIMED_OUT);
    doctored(SampleCounters.SUCCEEDED, 2276);

    Finding found = find();

    assertThat(found.verdict()).as(found.evidence()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "dynamo_frontend_inflight_requests, 0, PASS",
    "dynamo_frontend_inflight_requests, 2, INCONCLUSIVE",
    "dynamo_frontend_active_requests, 2, INCONCLUSIVE"
  })
  void countersOfAFrontendThatIsStillBusyAreNotFinal(String gauge, int open, Verdict expected) {
    refused(100, Outcome.STALLED);
    doctored(gauge + "{model=\"tiny\"}", open, 80 * SECOND);
    if (open > 0) {
      doctored(SampleCounters.CANCELLATIONS, 0);
    }

    Finding found = find();

    assertThat(found.verdict()).as(found.evidence()).isEqualTo(expected);
    assertThat(found.evidence().contains("still had 2 requests in flight")).isEqualTo(open > 0);
  }

  @ParameterizedTest
  @CsvSource({"BROKEN, cancellations", "STREAM_ERROR, rejections"})
  void whatThePageMayLackIsNoEvidenceWhereTheClientMayHaveCausedIt(Outcome outcome, String what) {
    only(SampleCounters.SUCCEEDED, 0, 2275);
    refused(100, outcome);
    run.change(o -> o.id() == 100, o -> Streams.saying(o, "all workers are overloaded"));

    Finding found = find();

    assertThat(found.verdict()).as(found.evidence()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(found.evidence())
        .contains(what + ": the client saw 0 (up to 1 are right), this version does not count");
  }

  @Test
  void versionThatDoesNotCountBeginningsCountsEnds() {
    only(SampleCounters.SUCCEEDED, 0, 2276);

    Finding found = find();

    assertThat(found.verdict()).as(found.evidence()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence())
        .contains("rejections: not checked, this version does not count them and the client saw")
        .contains("cancellations: not checked, this version does not count them")
        .contains("2276 requests ended, 2276 sent and 2276 seen answered");
  }

  @ParameterizedTest
  @ValueSource(strings = {"REJECTED", "STALLED"})
  void whatTheVersionDoesNotCountIsNoEvidence(Outcome outcome) {
    only("dynamo_frontend_requests_total{status=\"success\"}", 0, 2275);
    refused(100, outcome);

    Finding found = find();

    assertThat(found.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(found.evidence()).contains("the client saw 1, this version does not count them");
  }

  @Test
  void versionThatCountsNothingIsNoEvidenceThatAnythingWasBegun() {
    only("up", 1, 1);

    assertThat(find().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(find().evidence()).contains("requests: the client saw 2276, this version");
  }

  @Test
  void countersThatWereNotReadBeforeAndAfterAreNoEvidence() {
    run.metrics.removeIf(page -> page.atNanos() < 0);
    assertThat(find().evidence()).contains("before the first request");
    run.metrics.removeIf(page -> page.source().equals("frontend"));
    assertThat(find().evidence()).isEqualTo("the target's counters were not read");
    assertThat(find().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void recordThatWasCutOffIsNoEvidence() {
    run.endMark = false;
    doctored(SampleCounters.CANCELLATIONS, 5);

    assertThat(find().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(find().evidence()).contains("cut off");
  }

  @Test
  void frontendThatWasStartedAgainIsNoEvidence() {
    doctored(SampleCounters.STARTED, 3, 66 * SECOND);

    Finding found = find();

    assertThat(found.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(found.evidence()).contains("began anew");
  }

  @Test
  void requestsThatWereNotSentAreNotAnswered() {
    run.seen.removeIf(o -> o.id() > 100);

    Finding found = find();

    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence()).contains("101 requests begun, 101 sent and 101 seen answered");
    assertThat(run.seen).allMatch(Observation::wasSent);
  }
}
