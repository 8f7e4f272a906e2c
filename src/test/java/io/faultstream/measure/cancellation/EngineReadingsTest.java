package io.faultstream.measure.cancellation;

import static io.faultstream.measure.cancellation.MetricPages.CACHE;
import static io.faultstream.measure.cancellation.MetricPages.CANCELLED;
import static io.faultstream.measure.cancellation.MetricPages.IN_FLIGHT;
import static io.faultstream.measure.cancellation.MetricPages.RUNNING;
import static io.faultstream.measure.cancellation.MetricPages.TOKENS;
import static io.faultstream.measure.cancellation.MetricPages.WAITING;
import static io.faultstream.measure.cancellation.MetricPages.byFrontend;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.measure.SampleHistory;
import io.faultstream.measure.cancellation.Cancellations.WorkerSlots;
import io.faultstream.measure.cancellation.EngineReadings.Held;
import io.faultstream.spec.LoadSpec.Kind;
import org.junit.jupiter.api.Test;

final class EngineReadingsTest {
  private final MetricPages pages = new MetricPages();

  private EngineReadings readings() {
    return EngineReadings.of(pages.all);
  }

  @Test
  void eachKindHasACounterOfItsOwn() {
    pages.page("frontend", -1, byFrontend("chat_completions", "stream"), 2);
    pages.page(
        "frontend",
        60,
        byFrontend("chat_completions", "stream"),
        5,
        byFrontend("chat_completions", "unary"),
        7,
        byFrontend("completions", "unary"),
        11);

    assertThat(readings().byFrontend(Kind.CHAT_STREAM, true)).isEqualTo(3);
    assertThat(readings().byFrontend(Kind.CHAT, true)).isEqualTo(7);
    assertThat(readings().byFrontend(Kind.COMPLETION, true)).isEqualTo(11);
    assertThat(readings().byFrontend(Kind.COMPLETION_STREAM, true)).isZero();
  }

  @Test
  void frontendThatDoesNotCountOrWasNotReadTwiceIsUnknown() {
    pages.page("frontend", -1, "up", 1);
    assertThat(readings().byFrontend(Kind.CHAT, true)).isNull();

    pages.silent("frontend", 1);
    assertThat(readings().byFrontend(Kind.CHAT, true)).isNull();

    pages.page("frontend", 60, "up", 1);
    assertThat(readings().byFrontend(Kind.CHAT, true)).isZero();
    assertThat(readings().byFrontend(Kind.CHAT, false)).isNull();
  }

  @Test
  void workersAreCountedTogetherAndANewProcessBeginsAtZero() {
    pages.page("worker-0", -1, CANCELLED, 1).page("worker-1", -1, CANCELLED, 0);
    pages.page("worker-0", 10, CANCELLED, 6).page("worker-1", 10, CANCELLED, 4);
    pages.silent("worker-0", 11);
    pages.page("worker-0", 12, CANCELLED, 2).page("worker-1", 12, CANCELLED, 4);

    assertThat(readings().byWorkers(0).told()).isEqualTo(5 + 2 + 4);
  }

  @Test
  void seriesOfANewProcessBeginsAtZeroWhateverItsName() {
    pages.page("worker-0", -1, CANCELLED + "{worker_id=\"a\"}", 1);
    pages.page("worker-0", 10, CANCELLED + "{worker_id=\"a\"}", 3);
    pages.page("worker-0", 12, "up", 1);
    pages.page("worker-0", 14, CANCELLED + "{worker_id=\"b\"}", 9);

    assertThat(readings().byWorkers(0).told()).isEqualTo(2 + 9);
  }

  @Test
  void seriesThatAppearsWithItsFirstCancelBeganAtZero() {
    pages.page("worker-0", -1, "up", 1).page("worker-0", 60, CANCELLED, 3);

    assertThat(readings().byWorkers(0).told()).isEqualTo(3);
  }

  @Test
  void workersWithoutTheCounterAreUnknown() {
    pages.page("worker-0", -1, "up", 1).page("worker-0", 60, "up", 1);

    assertThat(readings().byWorkers(0).told()).isNull();
    assertThat(readings().tokens(0)).isNull();
    assertThat(EngineReadings.of(new MetricPages().all).byWorkers(0).told()).isNull();
  }

  @Test
  void begunAreThoseOfTheKindWhereTheFrontendSays() {
    String begun = "dynamo_frontend_requests_started_total{endpoint=\"chat_completions\",";
    pages.page("frontend", -1, begun + "request_type=\"stream\"}", 1);
    pages.page(
        "frontend",
        60,
        begun + "request_type=\"stream\"}",
        5,
        begun + "request_type=\"unary\"}",
        3);

    assertThat(readings().begun(Kind.CHAT_STREAM)).isEqualTo(4);
    assertThat(readings().begun(Kind.CHAT)).isEqualTo(3);
    pages.page("frontend", 61, "up", 1);
    assertThat(readings().begun(Kind.CHAT)).isNull();
  }

  @Test
  void workersSayWhatTheyCouldNotSendAndWhatTheirEnginesStopped() {
    String errors = "dynamo_component_errors_total{error_type=";
    String ends = "vllm:request_success_total{finished_reason=";
    pages.page("worker-0", -1, "up", 1);
    pages.page(
        "worker-0",
        60,
        errors + "\"publish_response\"}",
        2,
        errors + "\"generate\"}",
        40,
        ends + "\"abort\"}",
        5,
        ends + "\"length\"}",
        90);

    assertThat(readings().byWorkers(0).unpublished()).isEqualTo(2);
    assertThat(readings().byWorkers(0).aborted()).isEqualTo(5);
    assertThat(readings().byWorkers(0).told()).isNull();
  }

  @Test
  void generatorAndSourcesBesideTheWorkersAreNoWorkers() {
    pages.page("generator", -1, CANCELLED, 0).page("generator", 60, CANCELLED, 8);
    pages.page("process:worker-0", -1, CANCELLED, 0).page("process:worker-0", 60, CANCELLED, 8);
    pages.page("frontend", -1, CANCELLED, 0).page("frontend", 60, CANCELLED, 8);

    assertThat(readings().byWorkers(0).told()).isNull();
    assertThat(readings().slots(0, 0)).isEmpty();
  }

  @Test
  void tokensAreThoseOfAllEnginesButPrefillWorkers() {
    pages.page("worker-0", -1, TOKENS, 10).page("worker-1", -1, TOKENS, 0);
    pages.page("prefill-0", -1, TOKENS, 0).page("prefill-0", 60, TOKENS, 500);
    pages.page("worker-0", 60, TOKENS, 110).page("worker-1", 60, TOKENS, 200);

    assertThat(readings().tokens(0)).isEqualTo(300);
  }

  @Test
  void tokensAreFirstAndNextOnesWhereThereIsNoCounterOfAll() {
    String first = "vllm:time_to_first_token_seconds_count";
    String next = "vllm:inter_token_latency_seconds_count";
    pages.page("worker-0", -1, first, 0, next, 0);
    pages.page("worker-0", 60, first, 3, next, 297);

    assertThat(readings().tokens(0)).isEqualTo(300);
  }

  @Test
  void slotsAreThoseOfTheLastReadingAndTheCacheOfBoth() {
    pages.page("worker-0", -1, IN_FLIGHT, 9, RUNNING, 8, WAITING, 7, CACHE, 0.25);
    pages.page("worker-0", 60, IN_FLIGHT, 1, RUNNING, 2, WAITING, 3, CACHE, 0.5);
    pages.silent("worker-0", 61);
    pages.page("worker-1", 60, "up", 1);

    assertThat(readings().slots(0, 0))
        .containsExactly(
            new WorkerSlots("worker-0", 1L, 2L, 3L, 0.25, 0.5),
            new WorkerSlots("worker-1", null, null, null, null, null));
  }

  /** An engine may show its cache only once it was used; later readings may have what leaks. */
  @Test
  void cacheBeforeIsTheLeastThatWasReadBeforeTheFirstClose() {
    pages.page("worker-0", -1, RUNNING, 0).page("worker-0", 1, CACHE, 0.5);
    pages.page("worker-0", 2, CACHE, 0.25).page("worker-0", 3, CACHE, 0.375);
    pages.page("worker-0", 5, CACHE, 0.125).page("worker-0", 60, CACHE, 0.625);
    pages.page("worker-1", -1, RUNNING, 0).page("worker-1", 60, CACHE, 0.625);

    assertThat(readings().slots(4 * SampleHistory.SECOND, 0))
        .extracting(WorkerSlots::cacheBefore)
        .containsExactly(0.25, null);
  }

  @Test
  void workerThatWasNotReadAfterTheLastRequestIsUnknown() {
    pages.page("worker-0", -1, RUNNING, 0, CANCELLED, 0, TOKENS, 0);
    pages.page("worker-0", 60, RUNNING, 0, CANCELLED, 3, TOKENS, 9);
    long end = 60 * SampleHistory.SECOND;

    assertThat(readings().slots(0, end).get(0).running()).isZero();
    assertThat(readings().byWorkers(end).told()).isEqualTo(3);
    assertThat(readings().tokens(end)).isEqualTo(9);
    assertThat(readings().slots(0, end + 1).get(0).running()).isNull();
    assertThat(readings().byWorkers(end + 1).told()).isNull();
    assertThat(readings().tokens(end + 1)).isNull();
  }

  @Test
  void heldIsWhatAllEnginesHadWhenAllWereRead() {
    pages.page("worker-0", 1.25, RUNNING, 3, WAITING, 2, IN_FLIGHT, 99);
    pages.page("worker-1", 1.5, IN_FLIGHT, 4);
    // Only one was read in the next second, and one twice in that after it.
    pages.page("worker-0", 2.2, RUNNING, 3).silent("worker-1", 2.4);
    pages.page("worker-0", 3.1, RUNNING, 1).page("worker-0", 3.9, RUNNING, 1);
    pages.page("worker-0", 4.25, RUNNING, 0).page("worker-1", 4.5, IN_FLIGHT, 0);

    assertThat(readings().held())
        .containsExactly(new Held(1_500_000_000L, 9), new Held(4_500_000_000L, 0));
  }
}
