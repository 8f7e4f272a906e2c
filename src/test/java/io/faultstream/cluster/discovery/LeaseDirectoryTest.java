package io.faultstream.cluster.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.cluster.log.Level;
import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeaseDirectoryTest {

  private static final Instance ONE =
      new Instance(
          0x17bd_3ceb_83d3_7d63L,
          Role.AGG,
          "tiny",
          "127.0.0.1",
          4242,
          1000,
          new EngineLimits(64, 16, 256, 8192, 32_768));

  @TempDir private Path directory;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(lines, true, StandardCharsets.UTF_8);

  private LeaseDirectory directoryAt(long aheadMillis) {
    Ticker ticker =
        new Ticker() {
          @Override
          public long nanos() {
            return Ticker.system().nanos();
          }

          @Override
          public long wallMillis() {
            return Ticker.system().wallMillis() + aheadMillis;
          }

          @Override
          public void parkUntil(long deadlineNanos) {
            Ticker.system().parkUntil(deadlineNanos);
          }
        };
    Log log = new Log("test", Level.INFO, ticker, out);
    return new LeaseDirectory(directory, Duration.ofSeconds(10), ticker, log);
  }

  @Test
  void aRegisteredInstanceIsSeenUntilItIsRevoked() throws IOException {
    LeaseDirectory here = directoryAt(0);
    Discovery.Lease lease = here.register(ONE, new Discovery.Terms(false, () -> {}));
    assertThat(here.scan()).containsExactly(ONE);
    assertThat(directoryAt(9000).scan()).containsExactly(ONE);
    lease.revoke();
    lease.revoke();
    assertThat(here.scan()).isEmpty();
  }

  @Test
  void anExpiredLeaseIsDeletedAndDoesNotComeBack() throws IOException {
    Discovery.Lease lease = directoryAt(0).register(ONE, new Discovery.Terms(false, () -> {}));
    assertThat(directoryAt(10_500).scan()).isEmpty();
    assertThat(directoryAt(0).scan()).isEmpty();
    assertThat(lines.toString(StandardCharsets.UTF_8)).contains("lease expired");
    lease.revoke();
  }

  @Test
  void halfAndForeignFilesAreLeftOutWithOneWarning() throws IOException {
    Files.writeString(directory.resolve("half.json"), "{\"instance_id\": 17, \"mod");
    Files.writeString(directory.resolve("other.json"), "[]");
    Files.writeString(directory.resolve("empty.json"), "");
    Files.writeString(directory.resolve("note.txt"), "hello");
    LeaseDirectory here = directoryAt(0);
    here.register(ONE, new Discovery.Terms(false, () -> {}));
    for (int i = 0; i < 3; i++) {
      assertThat(here.scan()).containsExactly(ONE);
    }
    assertThat(lines.toString(StandardCharsets.UTF_8).split("left out", -1)).hasSize(4);
  }

  @Test
  void theWatcherHearsOfChanges() throws Exception {
    LeaseDirectory here = directoryAt(0);
    LinkedBlockingQueue<List<Instance>> heard = new LinkedBlockingQueue<>();
    try (AutoCloseable watch = here.watch(heard::add)) {
      assertThat(watch).isNotNull();
      assertThat(heard.poll(5, TimeUnit.SECONDS)).isEmpty();
      here.register(ONE, new Discovery.Terms(false, () -> {}));
      assertThat(heard.poll(5, TimeUnit.SECONDS)).containsExactly(ONE);
      Path file = directory.resolve(InstanceFile.nameOf(ONE));
      Files.setLastModifiedTime(file, FileTime.fromMillis(1));
      assertThat(heard.poll(5, TimeUnit.SECONDS)).isEmpty();
    }
  }
}
