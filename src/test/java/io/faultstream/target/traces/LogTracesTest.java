package io.faultstream.target.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.faultstream.history.trace.TraceEvent;
import io.faultstream.history.trace.TraceEvent.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogTracesTest {
  private static final Instant ZERO = Instant.parse("2026-11-24T21:15:45Z");
  private static final String FIRST = "83362c47-4a6a-45aa-8798-21b905ce2060";
  private static final String SECOND = "087aaf85-0adb-4189-9d0b-8730c015afff";
  private static final Map<String, Long> WANTED = Map.of(FIRST, 5L, SECOND, 6L, "fs-7-5", 5L);

  private static final String REAL_FRONTEND =
      "2026-11-24T21:15:45.583047Z  INFO http-request: dynamo_llm::http::service::metrics:"
          + " request completed request_id="
          + FIRST
          + " model=tiny endpoint=chat_completions request_type=stream status=cancelled"
          + " error_type=cancelled error_detail=\"cancelled before completion\" elapsed_ms=687"
          + " method=POST uri=/v1/chat/completions version=HTTP/1.1"
          + " request_id=ece5bbcb-1ddb-4d87-95c8-fa2fe64f56b1 model=\"tiny\""
          + " request.outcome=\"cancelled\"";
  private static final String REAL_WORKER =
      "2026-11-24T21:15:45.590543Z  INFO handle_payload: request_span: request cancellation"
          + " received request_id=\""
          + SECOND
          + "\" cancellation.signal=\"kill\" cancellation.source=\"upstream\" otel.kind=\"server\""
          + " request_id=\""
          + SECOND
          + "\" component=\"backend\" endpoint=\"generate\" namespace=\"dynamo\""
          + " instance_id=132414974143205703";

  @TempDir private Path logs = Path.of("");

  private void log(String name, String... lines) throws IOException {
    Files.write(logs.resolve(name), List.of(lines));
  }

  private List<TraceEvent> read() throws IOException {
    return LogTraces.read(logs, WANTED, ZERO);
  }

  private TraceEvent only(String line) throws IOException {
    log("worker-0.log", line);
    return read().get(0);
  }

  @Test
  void frontendThatGaveARequestUpHasNoticed() throws IOException {
    log("frontend.log", REAL_FRONTEND);

    assertThat(read())
        .containsExactly(new TraceEvent(5, "frontend", Step.NOTICED, 583_047_000L, -1));
  }

  @Test
  void workerThatReceivedACancellationWasTold() throws IOException {
    log("worker-1.log", REAL_WORKER);

    assertThat(read()).containsExactly(new TraceEvent(6, "worker-1", Step.TOLD, 590_543_000L, -1));
  }

  @Test
  void countingEngineSaysHowManyTokensItHadSent() throws IOException {
    String time = "2026-11-24T21:15:46.000001Z ";

    assertThat(only(time + "counting: request aborted id=" + FIRST + " sent=50"))
        .isEqualTo(new TraceEvent(5, "worker-0", Step.STOPPED, 1_000_001_000L, 50));
    assertThat(only(time + "counting: request finished id=" + FIRST + " sent=100"))
        .isEqualTo(new TraceEvent(5, "worker-0", Step.FINISHED, 1_000_001_000L, 100));
  }

  @Test
  void embeddedClusterIsUnderstoodByEitherId() throws IOException {
    String ids = "request_id=d8eefa86-7104-4403-b026-44be6e569587 x_request_id=\"fs-7-5\"";
    String at = "2026-11-24T21:15:45.100Z  INFO ";
    long nanos = 100_000_000L;

    assertThat(
            only(
                at
                    + "frontend: request completed "
                    + ids
                    + " status=cancelled error_type=cancelled tokens=20"))
        .isEqualTo(new TraceEvent(5, "worker-0", Step.NOTICED, nanos, -1));
    assertThat(
            only(
                at
                    + "worker: request_span: request cancellation received "
                    + ids
                    + " sent=20 cancellation.signal=\"kill\" cancellation.source=\"upstream\""))
        .isEqualTo(new TraceEvent(5, "worker-0", Step.TOLD, nanos, 20));
    assertThat(only(at + "worker: request aborted " + ids + " sent=21"))
        .isEqualTo(new TraceEvent(5, "worker-0", Step.STOPPED, nanos, 21));
    assertThat(only(at + "worker: request finished " + ids + " sent=100 reason=length"))
        .isEqualTo(new TraceEvent(5, "worker-0", Step.FINISHED, nanos, 100));
  }

  @Test
  void frontendThatIssuesACancellationHasNoticed() throws IOException {
    String at = "2026-11-24T21:15:45.100Z  WARN frontend: ";

    assertThat(only(at + "Stream closed unexpectedly; issuing cancellation id=" + FIRST).step())
        .isEqualTo(Step.NOTICED);
    assertThat(only(at + "route request cancelled id=" + FIRST).step()).isEqualTo(Step.NOTICED);
    assertThat(only(at + "request cancelled before worker dispatch id=" + FIRST).step())
        .isEqualTo(Step.NOTICED);
  }

  /** A reply without a token had no id for its client: the frontend's log says which is its. */
  @Test
  void targetsOwnIdIsLearntFromALineWithBoth() throws IOException {
    String own = "d8eefa86-7104-4403-b026-44be6e569587";
    log(
        "frontend.log",
        "2026-11-24T21:15:45.1Z f: request received request_id="
            + own
            + " x_request_id=\"fs-7-5\"");
    log("worker-0.log", "2026-11-24T21:15:46Z w: request aborted id=" + own + " sent=0");

    assertThat(read())
        .containsExactly(new TraceEvent(5, "worker-0", Step.STOPPED, 1_000_000_000L, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Ended well, or by an error: nobody noticed that a client was gone.
        "2026-11-24T21:15:45.1Z INFO frontend: request completed request_id=ID status=success",
        "2026-11-24T21:15:45.1Z ERROR frontend: request completed request_id=ID status=error",
        // Said of a request, but no step.
        "2026-11-24T21:15:45.1Z INFO worker: request received request_id=ID",
        "2026-11-24T21:15:45.1Z INFO worker: request failed request_id=ID error=x",
        // No time of its own, or none there is.
        "INFO worker: request aborted request_id=ID sent=50",
        "at 2026-11-24T21:15:45.1Z worker: request aborted request_id=ID sent=50",
        "2026-11-24 21:15:45 worker: request aborted request_id=ID sent=50",
        "2026-13-45T21:15:45Z worker: request aborted request_id=ID sent=50",
        // A request that is not wanted, whose id begins or ends like one that is.
        "2026-11-24T21:15:45.1Z INFO worker: request aborted request_id=ID0 sent=50",
        "2026-11-24T21:15:45.1Z INFO worker: request aborted request_id=x-ID sent=50",
        "2026-11-24T21:15:45.1Z INFO worker: request aborted sent=50",
        "",
      })
  void otherLinesLeaveNoTrace(String line) throws IOException {
    log("worker-0.log", line.replace("ID", FIRST));

    assertThat(read()).isEmpty();
  }

  @Test
  void secondProcessIsTheSameSource() throws IOException {
    log("worker-0.log", "2026-11-24T21:15:45Z w: request aborted id=" + FIRST + " sent=1");
    log("worker-0.2.log", "2026-11-24T21:15:46Z w: request aborted id=" + SECOND + " sent=2");
    log("notes.txt", "2026-11-24T21:15:46Z w: request aborted id=" + SECOND + " sent=2");

    assertThat(read())
        .extracting(TraceEvent::source, TraceEvent::request)
        .containsExactlyInAnyOrder(tuple("worker-0", 5L), tuple("worker-0", 6L));
  }

  @Test
  void linesKeepTheirOrder() throws IOException {
    log(
        "worker-0.log",
        "2026-11-24T21:15:46Z w: request cancellation received id=" + FIRST,
        "2026-11-24T21:15:45Z w: request aborted id=" + FIRST + " sent=2");

    assertThat(read()).extracting(TraceEvent::step).containsExactly(Step.TOLD, Step.STOPPED);
  }

  @Test
  void traceBeforeTheRunHasANegativeTime() throws IOException {
    assertThat(only("2026-11-24T21:15:44.5Z w: request aborted id=" + FIRST).atNanos())
        .isEqualTo(-500_000_000L);
  }

  @Test
  void bytesThatAreNoTextAreNoMistake() throws IOException {
    byte[] line =
        ("2026-11-24T21:15:45Z w: request aborted id=" + FIRST + " sent=2\n")
            .getBytes(StandardCharsets.UTF_8);
    byte[] both = new byte[line.length + 3];
    both[0] = (byte) 0xff;
    both[1] = (byte) 0xc3;
    both[2] = '\n';
    System.arraycopy(line, 0, both, 3, line.length);
    Files.write(logs.resolve("worker-0.log"), both);

    assertThat(read()).hasSize(1);
  }
}
