package io.faultstream.network.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.network.Address;
import io.faultstream.network.Disturbance;
import io.faultstream.network.Wiring;
import io.faultstream.process.FreePorts;
import io.faultstream.process.Journal;
import io.faultstream.time.Chance;
import io.faultstream.time.Poll;
import java.io.Closeable;
import java.io.IOException;
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

/** The proxy between sockets of this JVM and of other processes. */
@Timeout(60)
final class ProxyLinksTest {
  private static final Duration WITHIN = Duration.ofSeconds(15);
  private static final Duration EVERY = Duration.ofMillis(5);
  private static final LinkName CLIENTS_A = new LinkName(LinkName.CLIENTS, "a");
  private static final LinkName B_A = new LinkName("b", "a");
  private static final LinkName C_A = new LinkName("c", "a");

  @TempDir private Path folder;
  private final List<Closeable> open = new ArrayList<>();
  private Journal journal;
  private ProxyLinks links;
  private EchoServer server;

  @BeforeEach
  void lay() throws Exception {
    journal = Journal.open(folder.resolve("journal.jsonl"));
    long pid = ProcessHandle.current().pid();
    FreePorts ports = new FreePorts(new Chance(5).named("ports of " + pid));
    Wiring.Ground ground = new Wiring.Ground(ports, journal);
    links = (ProxyLinks) new ProxyWiring(new Chance(7)).lay(List.of("a", "b", "c"), ground);
    server = EchoServer.at(links.reach("a").admin().port());
  }

  @AfterEach
  void takeAway() throws Exception {
    for (Closeable one : open) {
      one.close();
    }
    links.close();
    links.close();
    server.close();
    journal.close();
  }

  private Line line(Address to) throws IOException {
    Line line = new Line(to);
    open.add(line);
    return line;
  }

  private Line client() throws IOException {
    return line(links.reach("a").clients());
  }

  private LinkCount count(LinkName link) throws Exception {
    return links.counts().getOrDefault(link, LinkCount.ZERO);
  }

  private interface Question {
    boolean ask() throws Exception;
  }

  private static void await(Question question) throws InterruptedException {
    Optional<Boolean> seen =
        Poll.until(
            WITHIN,
            EVERY,
            () -> {
              try {
                return Optional.of(true).filter(any -> asked(question));
              } catch (IllegalStateException e) {
                throw new AssertionError(e);
              }
            });
    assertThat(seen).isPresent();
  }

  private static boolean asked(Question question) {
    try {
      return question.ask();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void forwardsBothWaysAndCounts() throws Exception {
    Line line = client();
    line.say("one");
    assertThat(line.heard()).isEqualTo("one");

    assertThat(count(CLIENTS_A)).isEqualTo(new LinkCount(1, 8, 0, 0, 0, 0, 0));
    assertThat(count(B_A)).isEqualTo(LinkCount.ZERO);
  }

  @Test
  void endOfOneSideReachesTheOther() throws Exception {
    Line line = client();
    line.say("last");
    line.endOutput();
    assertThat(line.heard()).isEqualTo("last");
    assertThat(line.heard()).isNull();
  }

  @Test
  void cutHoldsWhatIsThereAndWhatIsNewUntilItIsHealed() throws Exception {
    Line old = client();
    old.say("before");
    assertThat(old.heard()).isEqualTo("before");
    links.disturb(Disturbance.cutClients("a"));
    old.say("while");
    Line fresh = client();
    fresh.say("new");
    await(() -> count(CLIENTS_A).heldBytes() == 10 && count(CLIENTS_A).heldConnections() == 1);

    assertThat(old.quiet()).isTrue();
    assertThat(server.connections()).isEqualTo(1);
    assertThat(count(CLIENTS_A).bytes()).isEqualTo(14);
    assertThat(links.evidence().count()).isEqualTo(11);
    assertThat(links.evidence().sentence())
        .isEqualTo("10 bytes and 1 new connection held back on 1 of a's links");

    links.heal();
    links.heal();
    assertThat(old.heard()).isEqualTo("while");
    assertThat(fresh.heard()).isEqualTo("new");
    assertThat(links.evidence().count()).isEqualTo(11);
  }

  @Test
  void oneWhoGaveUpWhileItWasCutIsHeardOfAfterwards() throws Exception {
    Line line = client();
    line.say("before");
    assertThat(line.heard()).isEqualTo("before");
    links.disturb(Disturbance.cutClients("a"));
    line.abort();
    links.heal();
    // Its room is free again only when both ends are closed.
    for (int i = 0; i < 3; i++) {
      Line next = client();
      next.say("after");
      assertThat(next.heard()).isEqualTo("after");
    }
  }

  @Test
  void cutOfClientsLeavesPeersAlone() throws Exception {
    links.started("b", ProcessHandle.current().pid());
    try (EchoServer peers = EchoServer.at(links.reach("a").peerListener().port())) {
      links.disturb(Disturbance.cutClients("a"));
      Line line = line(links.reach("a").peers());
      line.say("peer");
      assertThat(line.heard()).isEqualTo("peer");
      assertThat(peers.connections()).isEqualTo(1);
      assertThat(count(B_A).connections()).isEqualTo(1);
    }
  }

  @Test
  void delayIsOfEachWay() throws Exception {
    links.started("b", ProcessHandle.current().pid());
    try (EchoServer peers = EchoServer.at(links.reach("a").peerListener().port())) {
      Line line = line(links.reach("a").peers());
      line.say("warm");
      assertThat(line.heard()).isEqualTo("warm");
      links.disturb(Disturbance.slowPeers("a", Duration.ofMillis(150)));
      long begun = System.nanoTime();
      line.say("late");
      assertThat(line.heard()).isEqualTo("late");
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isBetween(Duration.ofMillis(300), WITHIN);
      assertThat(links.evidence().sentence()).isEqualTo("10 bytes late on 1 of a's links");
      assertThat(peers.connections()).isEqualTo(1);
    }
  }

  @Test
  void whatIsLateGoesOnAtOnceWhenItIsHealed() throws Exception {
    links.started("b", ProcessHandle.current().pid());
    try (EchoServer peers = EchoServer.at(links.reach("a").peerListener().port())) {
      links.disturb(Disturbance.slowPeers("a", WITHIN.multipliedBy(2)));
      Line line = line(links.reach("a").peers());
      line.say("late");
      await(() -> count(B_A).lateBytes() == 5);
      assertThat(line.quiet()).isTrue();

      links.heal();
      line.say("next");
      assertThat(line.heard()).isEqualTo("late");
      assertThat(line.heard()).isEqualTo("next");
      assertThat(peers.connections()).isEqualTo(1);
    }
  }

  @Test
  void rateIsALimitOfTheWholeLink() throws Exception {
    links.started("b", ProcessHandle.current().pid());
    try (EchoServer peers = EchoServer.at(links.reach("a").peerListener().port())) {
      links.disturb(new Disturbance(Disturbance.Kind.SLOW_PEERS, "a", Duration.ZERO, 20_000, 0));
      Line one = line(links.reach("a").peers());
      Line two = line(links.reach("a").peers());
      long begun = System.nanoTime();
      one.say("x".repeat(9_999));
      two.say("y".repeat(9_999));
      assertThat(one.heard()).hasSize(9_999);
      assertThat(two.heard()).hasSize(9_999);
      // 20 kB at 20 kB/s; the last piece, a twentieth of a second, is not waited for.
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isBetween(Duration.ofMillis(940), WITHIN);
      assertThat(peers.connections()).isEqualTo(2);
    }
  }

  @Test
  void resetBreaksTheConnectionsOfALink() throws Exception {
    Line line = client();
    line.say("one");
    assertThat(line.heard()).isEqualTo("one");
    links.reset(CLIENTS_A);
    assertThatThrownBy(line::heard)
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
    assertThat(count(CLIENTS_A).resets()).isEqualTo(1);
  }

  @Test
  void lossStallsAndWhatCannotBeMadeUpForBreaks() throws Exception {
    links.started("b", ProcessHandle.current().pid());
    try (EchoServer peers = EchoServer.at(links.reach("a").peerListener().port())) {
      links.disturb(Disturbance.losePeers("a", 0.4));
      int resets = 0;
      Line line = line(links.reach("a").peers());
      while (resets < 2) {
        try {
          line.say("word");
          String heard = line.heard();
          if (heard == null) {
            throw new SocketException("closed");
          }
          assertThat(heard).isEqualTo("word");
        } catch (SocketException e) {
          resets++;
          line = line(links.reach("a").peers());
        }
      }
      assertThat(count(B_A).resets()).isEqualTo(2);
      assertThat(count(B_A).stalls()).isGreaterThanOrEqualTo(2);
      assertThat(peers.connections()).isBetween(2, 3);
    }
  }

  private Process dialler(String name) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx32m",
                    "-cp",
                    "target/test-classes",
                    Dialler.class.getName(),
                    Integer.toString(links.reach("a").peers().port()),
                    name))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    open.add(process::destroyForcibly);
    return process;
  }

  @Test
  void diallerIsToldByTheKernelAndOnlyItsLinkIsCut() throws Exception {
    try (EchoServer peers = EchoServer.at(links.reach("a").peerListener().port())) {
      links.disturb(Disturbance.cutPeers("b"));
      Process b = dialler("from b");
      Process c = dialler("from c");
      links.started("b", b.pid());
      links.started("c", c.pid());
      assertThat(c.inputReader().readLine()).isEqualTo("from c");
      await(() -> count(B_A).heldBytes() == 7);
      assertThat(count(C_A)).isEqualTo(new LinkCount(1, 14, 0, 0, 0, 0, 0));
      assertThat(peers.connections()).isEqualTo(1);

      links.heal();
      assertThat(b.inputReader().readLine()).isEqualTo("from b");
    }
  }

  @Test
  void diallerThatIsNeverToldIsHeldAndThenReset() throws Exception {
    try (EchoServer peers = EchoServer.at(links.reach("a").peerListener().port())) {
      Line line = line(links.reach("a").peers());
      line.say("who am I");
      assertThatThrownBy(line::heard).isInstanceOf(SocketException.class);
      assertThat(peers.connections()).isZero();
      assertThat(count(B_A)).isEqualTo(LinkCount.ZERO);
    }
  }

  @Test
  void memberThatEndsEndsItsConnectionsAndOneThatIsNotThereHasNone() throws Exception {
    Line line = client();
    line.say("one");
    assertThat(line.heard()).isEqualTo("one");
    server.close();
    assertThat(line.ends()).isTrue();
    assertThat(line(links.reach("b").clients()).ends()).isTrue();
  }

  @Test
  void oneThatWaitsForItsDiallerToBeToldIsClosedWithAllOthers() throws Exception {
    Line line = line(links.reach("a").peers());
    // The loop has taken it in before it answers.
    assertThat(count(B_A)).isEqualTo(LinkCount.ZERO);
    links.close();
    assertThat(line.ends()).isTrue();
  }

  @Test
  void anotherDisturbanceIsRefusedUntilTheFirstIsHealed() throws Exception {
    links.disturb(Disturbance.cutClients("a"));
    assertThatThrownBy(() -> links.disturb(Disturbance.cutPeers("b")))
        .isInstanceOf(IOException.class)
        .hasMessage("disturbed already: a cut off from its clients");
    Line line = client();
    line.say("held");
    await(() -> links.evidence().count() == 6);

    links.heal();
    assertThat(line.heard()).isEqualTo("held");
    links.disturb(Disturbance.cutPeers("b"));
    assertThat(links.evidence().sentence()).contains("b's links");
  }

  @Test
  void closedOneSaysSo() throws Exception {
    links.close();
    assertThatThrownBy(() -> links.disturb(Disturbance.cutClients("a")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed");
  }
}
