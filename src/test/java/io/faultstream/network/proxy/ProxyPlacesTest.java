package io.faultstream.network.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.network.Disturbance;
import io.faultstream.network.Wiring;
import io.faultstream.process.FreePorts;
import io.faultstream.process.Journal;
import io.faultstream.time.Chance;
import io.faultstream.time.Poll;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who has a place in the proxy while a link is cut for long. */
@Timeout(60)
final class ProxyPlacesTest {
  private static final LinkName CLIENTS_A = new LinkName(LinkName.CLIENTS, "a");

  /** No more than the kernel lets wait at once. */
  private static final int BATCH = 100;

  @TempDir private Path folder;
  private final List<Closeable> open = new ArrayList<>();
  private Journal journal;
  private ProxyLinks links;
  private EchoServer ofA;
  private EchoServer ofB;

  @BeforeEach
  void lay() throws Exception {
    journal = Journal.open(folder.resolve("journal.jsonl"));
    long pid = ProcessHandle.current().pid();
    FreePorts ports = new FreePorts(new Chance(6).named("ports of " + pid));
    Wiring.Ground ground = new Wiring.Ground(ports, journal);
    links = (ProxyLinks) new ProxyWiring(new Chance(7)).lay(List.of("a", "b"), ground);
    ofA = EchoServer.at(links.reach("a").admin().port());
    ofB = EchoServer.at(links.reach("b").admin().port());
  }

  @AfterEach
  void takeAway() throws Exception {
    for (Closeable one : open) {
      one.close();
    }
    links.close();
    ofA.close();
    ofB.close();
    journal.close();
  }

  private Line client(String member) throws IOException {
    Line line = new Line(links.reach(member).clients());
    open.add(line);
    return line;
  }

  /** Whether it is reset, which may be before it knows that it was taken. */
  private boolean staysOut(String member) throws IOException {
    try {
      return client(member).ends();
    } catch (SocketException e) {
      return true;
    }
  }

  private void echoes(Line line) throws IOException {
    line.say("word");
    assertThat(line.heard()).isEqualTo("word");
  }

  private long held() throws InterruptedException {
    try {
      return links.counts().getOrDefault(CLIENTS_A, LinkCount.ZERO).heldConnections();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitHeld(long count) throws InterruptedException {
    assertThat(
            Poll.until(
                Duration.ofSeconds(15),
                Duration.ofMillis(5),
                () -> Optional.of(true).filter(any -> heldNow() == count)))
        .as("%s held", count)
        .isPresent();
  }

  private long heldNow() {
    try {
      return held();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  @Test
  void whoGivesUpWhileItIsCutLeavesItsPlaceToTheNext() throws Exception {
    links.disturb(Disturbance.cutClients("a"));
    for (int batch = 1; batch <= 6; batch++) {
      for (int i = 0; i < BATCH; i++) {
        client("a").close();
      }
      awaitHeld((long) batch * BATCH);
    }
    Line last = client("a");
    awaitHeld(6 * BATCH + 1);
    links.heal();
    echoes(last);
    assertThat(ofA.connections()).as("those who gave up are not dialled for").isEqualTo(1);
  }

  @Test
  void connectionsOfOneMemberLeaveTheOthersTheirPlaces() throws Exception {
    links.disturb(Disturbance.cutClients("a"));
    Line first = client("a");
    for (int i = 1; i < Link.MOST_PASSAGES; i++) {
      client("a");
    }
    awaitHeld(Link.MOST_PASSAGES);
    for (int i = 0; i < 4 * BATCH; i++) {
      assertThat(staysOut("a")).as("one too many is reset").isTrue();
    }
    echoes(client("b"));
    assertThat(held()).isEqualTo(Link.MOST_PASSAGES);
    links.heal();
    echoes(first);
  }

  @Test
  void aConnectionBothOfWhoseEndsGaveUpWhileItWasCutIsGone() throws Exception {
    List<Line> all = new ArrayList<>();
    for (int i = 0; i < Link.MOST_PASSAGES; i++) {
      all.add(client("a"));
      echoes(all.get(i));
    }
    links.disturb(Disturbance.cutClients("a"));
    for (Line line : all) {
      line.close();
    }
    ofA.close();
    assertThat(
            Poll.until(
                Duration.ofSeconds(15),
                Duration.ofMillis(20),
                () -> Optional.of(true).filter(any -> oneMoreIsHeld())))
        .isPresent();
  }

  private boolean oneMoreIsHeld() {
    try {
      client("a");
    } catch (SocketException e) {
      // It was reset before it knew that it was taken.
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return heldNow() > 0;
  }
}
