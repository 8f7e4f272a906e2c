package io.faultstream.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.VersionProfile.LogWording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RequestLogTest {
  private static final String A = "0f2b0d41-1111-4222-8333-444455556666";
  private static final String B = "0f2b0d41-1111-4222-8333-444455557777";

  @TempDir Path folder;

  private Optional<List<String>> open(String text, LogWording wording) throws IOException {
    return RequestLog.open(Files.writeString(folder.resolve("log"), text), wording);
  }

  @Test
  void receivedAndNotEndedIsOpen() throws IOException {
    String log =
        "2026-01-01T00:00:00Z INFO worker: request received request_id=%s prompt=3\n".formatted(A)
            + "worker: request received instance_id=77 id=\"%s\"\n".formatted(B)
            + "worker: request finished request_id=%s sent=3\n".formatted(A);
    assertThat(open(log, LogWording.RUNTIME)).hasValue(List.of(B));
  }

  @Test
  void abortedIsEnded() throws IOException {
    String log = "request received id=%s\nrequest aborted id=%s sent=1\n".formatted(A, A);
    assertThat(open(log, LogWording.RUNTIME)).hasValue(List.of());
  }

  @Test
  void lineThatWasCutOffDoesNotCount() throws IOException {
    String log = "request received id=%s\nrequest received id=0f2b".formatted(A);
    assertThat(open(log, LogWording.RUNTIME)).hasValue(List.of(A));
  }

  @Test
  void linesOfTheRealRuntimeAreRead() throws IOException {
    String line =
        "2026-11-24T18:23:43.735Z  INFO handle_payload: dynamo_runtime::push_handler: request %s"
            + " request_id=%s otel.kind=\"server\" request_id=\"%s\" instance_id=39719\n";
    String log = line.formatted("received", A, A) + line.formatted("received", B, B);
    assertThat(open(log, LogWording.RUNTIME)).hasValue(List.of(A, B));
    assertThat(open(log + line.formatted("completed", A, A), LogWording.RUNTIME))
        .hasValue(List.of(B));
  }

  @Test
  void linesOfTheCountingEngineAreRead() throws IOException {
    String line = "2026-11-25T00:10:03.146123Z counting: request %s id=%s sent=3%s\n";
    String log = line.formatted("received", A, "") + line.formatted("received", B, "");
    assertThat(open(log + line.formatted("finished", A, " late=2"), LogWording.RUNTIME))
        .hasValue(List.of(B));
    assertThat(open(log + line.formatted("aborted", B, " cause=killed"), LogWording.RUNTIME))
        .hasValue(List.of(A));
  }

  @Test
  void olderEnginesSayWhoCameAndWhoWasAborted() throws IOException {
    String log =
        "Decode Request ID: %s\nNew Request ID: %s\nAborted Request ID: %s\n".formatted(A, B, A);
    assertThat(open(log, LogWording.ENGINE)).hasValue(List.of(B));
  }

  @Test
  void logThatNamesNoRequestTellsNothing() throws IOException {
    String other = "Decode Request ID: %s\n".formatted(A);
    assertThat(open(other, LogWording.RUNTIME)).isEmpty();
    assertThat(open("WARN nothing that matters\n", LogWording.RUNTIME)).isEmpty();
    assertThat(open("request received id=%s\n".formatted(A), LogWording.UNKNOWN)).isEmpty();
  }

  @Test
  void logThatIsNotThereIsUnknownAndNotEmpty() {
    assertThat(RequestLog.open(Path.of("/no/such/log"), LogWording.RUNTIME)).isEmpty();
  }
}
