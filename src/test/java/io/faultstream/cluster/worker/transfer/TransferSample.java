package io.faultstream.cluster.worker.transfer;

import io.faultstream.cluster.log.Level;
import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.time.Ticker;
import io.faultstream.cluster.worker.transfer.KeptPrompts.Prompt;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Kept prompts under a clock that is moved by hand, and which of them were freed. */
final class TransferSample implements Ticker {
  static final Duration KEEP = Duration.ofSeconds(60);

  final List<String> freed = new ArrayList<>();
  final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  final KeptPrompts kept =
      new KeptPrompts(
          KEEP,
          this,
          new Log("test", Level.INFO, this, new PrintStream(lines, true, StandardCharsets.UTF_8)));
  private long now = Long.MAX_VALUE - 5;

  void pass(Duration time) {
    now += time.toNanos();
  }

  void keep(long id) {
    kept.keep(id, new Prompt("request_id=" + id, () -> freed.add("prompt " + id)));
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public long wallMillis() {
    return 0;
  }

  @Override
  public void parkUntil(long deadlineNanos) {
    throw new AssertionError("nobody waits here");
  }
}
