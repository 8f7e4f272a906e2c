package io.faultstream.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class RequestLogTest {
  private static final String A = "0f2b0d41-1111-4222-8333-444455556666";
  private static final String B = "0f2b0d41-1111-4222-8333-444455557777";

  @Test
  void receivedAndNotEndedIsOpen() {
    String log =
        "2026-01-01T00:00:00Z INFO worker: request received request_id=%s prompt=3\n".formatted(A)
            + "worker: request received instance_id=77 id=\"%s\"\n".formatted(B)
            + "worker: request finished request_id=%s sent=3\n".formatted(A);
    assertThat(RequestLog.open(log)).containsExactly(B);
  }

  @Test
  void abortedIsEnded() {
    String log = "request received id=%s\nrequest aborted id=%s sent=1\n".formatted(A, A);
    assertThat(RequestLog.open(log)).isEmpty();
  }

  @Test
  void lineThatWasCutOffDoesNotCount() {
    String log = "request received id=%s\nrequest received id=0f2b".formatted(A);
    assertThat(RequestLog.open(log)).containsExactly(A);
  }

  @Test
  void logThatIsNotThereIsUnknownAndNotEmpty() {
    assertThat(RequestLog.open(Path.of("/no/such/log"))).isEmpty();
  }
}
