package io.faultstream.process.census;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.process.ProcessIdentity;
import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HoldingsTest {
  /** So many that what others of this JVM open and close meanwhile does not matter. */
  private static final int MANY = 60;

  private static final int NEARLY = 50;

  @TempDir Path proc;

  private static Holdings ours() {
    return Holdings.of(ProcessIdentity.ours()).orElseThrow();
  }

  /** What the kernel would show of process 7. */
  private Path shown(String status, String... links) throws IOException {
    Path folder = Files.createDirectories(proc.resolve("7").resolve("fd"));
    for (int i = 0; i < links.length; i++) {
      Files.createSymbolicLink(folder.resolve(Integer.toString(i)), Path.of(links[i]));
    }
    Files.writeString(proc.resolve("7").resolve("status"), status);
    return proc;
  }

  @Test
  void socketsOfThisJvmAreCountedAndCountedOff() {
    Holdings before = ours();
    List<DatagramSocket> open = new ArrayList<>();
    Holdings with;
    try {
      for (int i = 0; i < MANY; i++) {
        open.add(new DatagramSocket(0, java.net.InetAddress.getLoopbackAddress()));
      }
      with = ours();
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      open.forEach(DatagramSocket::close);
    }
    Holdings after = ours();

    assertThat(with.sockets() - before.sockets()).isGreaterThanOrEqualTo(NEARLY);
    assertThat(with.files() - before.files()).isGreaterThanOrEqualTo(NEARLY);
    assertThat(with.sockets() - after.sockets()).isGreaterThanOrEqualTo(NEARLY);
    assertThat(with.files()).isGreaterThanOrEqualTo(with.sockets());
    assertThat(with.residentBytes()).isGreaterThan(1 << 20);
  }

  @Test
  void filesAreCountedAndAreNoSockets() throws IOException {
    Holdings before = ours();
    List<java.io.InputStream> open = new ArrayList<>();
    Path file = Files.createFile(proc.resolve("file"));
    for (int i = 0; i < MANY; i++) {
      open.add(Files.newInputStream(file));
    }
    Holdings with = ours();
    for (java.io.InputStream each : open) {
      each.close();
    }

    assertThat(with.files() - before.files()).isGreaterThanOrEqualTo(NEARLY);
    assertThat(with.sockets() - before.sockets()).isLessThan(NEARLY);
  }

  @Test
  void threadsAreCounted() {
    Holdings before = ours();
    CountDownLatch over = new CountDownLatch(1);
    for (int i = 0; i < MANY; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  over.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      thread.setDaemon(true);
      thread.start();
    }
    Holdings with = ours();
    over.countDown();

    assertThat(with.threads() - before.threads()).isGreaterThanOrEqualTo(NEARLY);
  }

  @Test
  void processThatIsGoneHoldsNothing() {
    ProcessIdentity us = ProcessIdentity.ours();
    ProcessIdentity before = new ProcessIdentity(us.pid(), us.startTicks() - 1, us.bootId());

    assertThat(Holdings.of(before)).isEmpty();
    assertThat(Holdings.read(proc, 7)).isEmpty();
  }

  @Test
  void statusAndLinksAreReadAsTheKernelWritesThem() throws IOException {
    String status = "Name:\tjava\nPid:\t7\nVmRSS:\t   2048 kB\nThreads:\t31\n";

    assertThat(Holdings.read(shown(status, "null", "socket:[17]", "pipe:[3]"), 7))
        .contains(new Holdings(3, 1, 31, 2048 * 1024));
  }

  @Test
  void processThatIsEndingHasNoMemory() throws IOException {
    assertThat(Holdings.read(shown("Name:\tjava\nThreads:\t1\n"), 7)).isEmpty();
  }
}
