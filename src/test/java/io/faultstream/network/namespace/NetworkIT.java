package io.faultstream.network.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.network.Disturbance;
import io.faultstream.process.Journal;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.process.Programs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Networks are really made, filtered, counted and removed. */
@Timeout(120)
final class NetworkIT {
  private static final Names NAMES = Names.of(ProcessIdentity.ours());
  private static final Tools TOOLS = Tools.found();
  private final Commands commands = new BoundedCommands();
  @TempDir Path folder;
  private Journal journal;

  @BeforeEach
  void needsRoot() throws IOException {
    RootedNamespaces.wiring();
    journal = Journal.open(folder.resolve("journal.jsonl"));
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    if (journal != null) {
      journal.close();
      assertThat(commands.run(TOOLS.ip("netns", "list"))).doesNotContain(NAMES.stem());
      assertThat(commands.run(TOOLS.ip("-o", "link"))).doesNotContain(NAMES.hostLink());
      assertThat(commands.run(TOOLS.ip("route"))).doesNotContain(NAMES.hostLink());
    }
  }

  private Network lay(int members) throws Exception {
    return lay(members, commands);
  }

  private Network lay(int members, Commands by) throws Exception {
    return Network.lay(NAMES, members, new Network.Kit(by, TOOLS, journal));
  }

  @Test
  void eachMemberIsReachedFromTheHostAndAllOfItGoes() throws Exception {
    try (Network network = lay(3)) {
      assertThat(commands.run(TOOLS.ip("netns", "list")))
          .contains(NAMES.member(0), NAMES.member(1), NAMES.member(2), NAMES.hub());
      assertThat(Journal.openEntries(folder.resolve("journal.jsonl")))
          .extracting(entry -> entry.kind())
          .containsExactly(Removal.KIND);
      for (int i = 0; i < 3; i++) {
        assertThat(Network.refuses(network.address(i))).isTrue();
      }
      assertThatThrownBy(() -> lay(1)).hasMessageContaining("already");
    }
    assertThat(Journal.openEntries(folder.resolve("journal.jsonl"))).isEmpty();
  }

  @Test
  void aTrialRemovesWhatAKilledOneLeftAndNoOther() throws Exception {
    // No process of this boot has the highest number and this start.
    ProcessIdentity dead = new ProcessIdentity(4_194_303, 35, ProcessIdentity.ours().bootId());
    String left = Names.ofTrial(dead).hub();
    String alive = Names.ofTrial(ProcessIdentity.ours()).member(7);
    commands.run(TOOLS.ip("netns", "add", left));
    commands.run(TOOLS.ip("netns", "add", alive));
    try {
      DeadTrials.removeAll(commands);
      assertThat(commands.run(TOOLS.ip("netns", "list"))).contains(alive).doesNotContain(left);
    } finally {
      commands.run(TOOLS.ip("netns", "delete", alive));
    }
  }

  @Test
  void aNetworkThatCannotBeMadeLeavesNothing() {
    Commands failing =
        words -> {
          if (words.contains(Names.port(1))) {
            throw new IOException("no more links");
          }
          return commands.run(words);
        };
    assertThatThrownBy(() -> Network.lay(NAMES, 3, new Network.Kit(failing, TOOLS, journal)))
        .hasMessage("no more links")
        .hasNoSuppressedExceptions();
  }

  /** The commands of this machine, of which those with this word fail. */
  private Commands without(String word) {
    return words -> {
      if (words.stream().anyMatch(one -> one.contains(word))) {
        throw new IOException("nobody knows\n  " + word);
      }
      return commands.run(words);
    };
  }

  @Test
  void aKernelThatCannotDrawByChanceIsToldBeforeThePlan() throws Exception {
    Ability ability = new Preflight(without("numgen"), Programs::find, OptionalInt.of(0)).check();
    assertThat(ability.missing()).hasValue("a namespace cannot be used: nobody knows numgen");
  }

  @Test
  void whatIsRefusedIsToldInTheToolsWords() throws Exception {
    Ability ability =
        new Preflight(without("priority set"), Programs::find, OptionalInt.of(0)).check();
    assertThat(ability.missing()).isEmpty();
    assertThat(ability.noRate().orElseThrow()).endsWith(": nobody knows priority set");
    assertThat(ability.sentence()).contains("no rates: ", "drops and losses (nft)");
  }

  @Test
  void aDisturbanceThatFailedHalfWayIsUndone() throws Exception {
    Commands failing = without("classid");
    try (Network network = lay(2, failing)) {
      NamespaceLinks links =
          new NamespaceLinks(
              List.of("a", "b"),
              network,
              new Ability(Optional.empty(), Optional.empty(), Optional.empty()));
      assertThatThrownBy(
              () ->
                  links.disturb(
                      new Disturbance(Disturbance.Kind.SLOW_PEERS, "a", Duration.ZERO, 20_000, 0)))
          .hasMessageContaining("nobody knows");
      assertThat(shaped()).isTrue();
      links.heal();
      assertThat(shaped()).isFalse();
      links.disturb(Disturbance.cutPeers("b"));
      links.heal();
    }
  }

  private boolean shaped() throws Exception {
    return Shaping.shaped(commands.run(Shaping.showing(TOOLS, NAMES.member(0))));
  }

  @Test
  void whatIsDroppedIsCountedAndClearedAway() throws Exception {
    try (Network network = lay(1)) {
      String host = network.layout().block().host();
      network.filter(0, Filter.cutOff(List.of(host)));
      assertThat(Network.refuses(network.address(0))).isFalse();
      assertThat(network.dropped(0).packets()).isPositive();
      network.clear(0);
      network.clear(0);
      assertThat(Network.refuses(network.address(0))).isTrue();
    }
  }

  @Test
  void onlyTheClosedPortIsClosed() throws Exception {
    try (Network network = lay(1)) {
      network.filter(0, Filter.closed(9));
      assertThat(Network.refuses(network.address(0))).isFalse();
      network.filter(0, Filter.closed(10));
      assertThat(Network.refuses(network.address(0))).isTrue();
      assertThat(network.dropped(0)).isEqualTo(Counted.NOTHING);
    }
  }

  @Test
  void aLossTakesItsShare() throws Exception {
    try (Network network = lay(1)) {
      String host = network.layout().block().host();
      network.filter(0, Filter.lossy(List.of(host), 0.5));
      // 40 connections of 4 packets at least: that none of them is lost has a chance of 2^-160.
      for (int i = 0; i < 40; i++) {
        Network.refuses(network.address(0), 20);
      }
      assertThat(network.dropped(0).packets()).isPositive();
    }
  }

  @Test
  void aRateIsKept() throws Exception {
    int bytes = 60_000;
    Path sent = folder.resolve("sent");
    Files.write(sent, new byte[bytes]);
    try (Network network = lay(1)) {
      network.shape(
          0, new Shaping(30_000, Duration.ZERO), List.of(network.layout().block().host()));
      long nanos = receive(network, sent, bytes);
      assertThat(Duration.ofNanos(nanos)).isGreaterThan(Duration.ofMillis(1500));
      assertThat(network.limited(0).bytes()).isGreaterThan(bytes);
      assertThat(network.limited(0).heldBack()).isPositive();
      network.clear(0);
      assertThat(Duration.ofNanos(receive(network, sent, bytes)))
          .isLessThan(Duration.ofMillis(1500));
    }
  }

  /** How long a program in the namespace takes to send a file to us, ns. */
  private long receive(Network network, Path file, int bytes) throws Exception {
    List<String> words = new ArrayList<>(network.entering(0));
    words.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx32m",
            "-cp",
            System.getProperty("java.class.path"),
            FileSender.class.getName(),
            network.address(0),
            file.toString()));
    Process sender =
        new ProcessBuilder(words).redirectError(folder.resolve("sender.log").toFile()).start();
    try (var out = sender.inputReader()) {
      int port = Integer.parseInt(out.readLine());
      long begun = System.nanoTime();
      try (Socket socket = new Socket(Proxy.NO_PROXY)) {
        socket.connect(new InetSocketAddress(network.address(0), port), 2000);
        assertThat(socket.getInputStream().readAllBytes()).hasSize(bytes);
      }
      return System.nanoTime() - begun;
    } finally {
      sender.destroyForcibly();
      assertThat(sender.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }
  }
}
