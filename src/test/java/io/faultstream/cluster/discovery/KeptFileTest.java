package io.faultstream.cluster.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.cluster.log.Level;
import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptFileTest {
  private static final Duration PERIOD = Duration.ofMillis(1);

  @TempDir private Path directory;

  @Test
  void whatIsRevokedWhileItIsFoundLostIsNotWrittenAgain() throws Exception {
    CompletableFuture<KeptFile> lease = new CompletableFuture<>();
    CompletableFuture<Thread> keeper = new CompletableFuture<>();
    PrintStream out =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8) {
          @Override
          public void write(byte[] bytes, int from, int length) {
            String line = new String(bytes, from, length, StandardCharsets.UTF_8);
            if (line.contains("failed opening owned file")) {
              lease.join().revoke();
              keeper.complete(Thread.currentThread());
            }
          }
        };
    Log log = new Log("test", Level.INFO, Ticker.system(), out);
    Path file = directory.resolve("one.json");
    lease.complete(
        KeptFile.start(new KeptFile.Content(file, "{}", true), PERIOD, Ticker.system(), log));
    Files.delete(file);
    Thread thread = keeper.get(10, TimeUnit.SECONDS);
    thread.join(5000);
    assertThat(file).doesNotExist();
    assertThat(thread.isAlive()).isFalse();
  }
}
