package io.faultstream.network.namespace;

import io.faultstream.process.Journal;
import io.faultstream.process.JournalEntry;
import io.faultstream.time.Poll;
import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Namespaces that were made, and the filters and rates in them. One thread at a time, but for
 * {@link #close}.
 */
final class Network implements Closeable {
  private static final Duration REACHED_WITHIN = Duration.ofSeconds(5);
  private static final Duration EVERY = Duration.ofMillis(20);
  private static final int CONNECT_MILLIS = 1000;

  /** The discard service's: nothing of ours listens there, so that a live address refuses it. */
  private static final int UNUSED_PORT = 9;

  private final Layout layout;
  private final Kit kit;
  private final @Nullable JournalEntry entry;
  private final AtomicBoolean written = new AtomicBoolean();

  /**
   * What a network is made with.
   *
   * @param commands runs them
   * @param tools which are run
   * @param journal takes what must be undone; none: the network is of the moment
   */
  record Kit(Commands commands, Tools tools, @Nullable Journal journal) {}

  /** One that was made. */
  Network(Layout layout, Kit kit, @Nullable JournalEntry entry) {
    this.layout = layout;
    this.kit = kit;
    this.entry = entry;
  }

  /**
   * Makes it; it is in the journal before. When that fails nothing is left.
   *
   * @param names that nobody has
   * @throws IOException when it cannot be made: with what the program said
   */
  static Network lay(Names names, int members, Kit kit) throws IOException, InterruptedException {
    long start = ProcessHandle.current().pid();
    Block block =
        Block.choose(Routes.used(kit.commands(), kit.tools()), start)
            .orElseThrow(
                () ->
                    new IOException(
                        "no free network of 256 addresses in "
                            + Block.FOR_TESTS
                            + ": routes of this machine use them all"));
    Layout layout = new Layout(names, block, members);
    List<String> there = Removal.Parts.of(layout).left();
    if (!there.isEmpty()) {
      throw new IOException("there is a network of this process already: " + there);
    }
    Journal journal = kit.journal();
    JournalEntry entry =
        journal == null ? null : journal.record(Removal.KIND, Removal.data(layout));
    Network network = new Network(layout, kit, entry);
    try {
      kit.commands().runAll(layout.making(kit.tools()));
      network.awaitReached();
    } catch (IOException | InterruptedException | RuntimeException e) {
      network.closeAfter(e);
      throw e;
    }
    return network;
  }

  private void closeAfter(Exception failure) {
    try {
      close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** A host's own packet filter may be in the way. */
  private void awaitReached() throws IOException, InterruptedException {
    for (int i = 0; i < layout.members(); i++) {
      String address = address(i);
      Optional<Boolean> reached =
          Poll.until(
              REACHED_WITHIN, EVERY, () -> Optional.of(true).filter(any -> refuses(address)));
      if (reached.isEmpty()) {
        throw new IOException(
            address + " in a namespace is not reached from the host: a packet filter of the host?");
      }
    }
  }

  /** Whether somebody is there and says within a second that nobody listens. */
  static boolean refuses(String address) {
    return refuses(address, CONNECT_MILLIS);
  }

  static boolean refuses(String address, int millis) {
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      socket.connect(new InetSocketAddress(address, UNUSED_PORT), millis);
      return false;
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  Layout layout() {
    return layout;
  }

  /** A member's address. */
  String address(int member) {
    return layout.block().member(member);
  }

  /** The addresses of all but this member. */
  List<String> peers(int member) {
    List<String> peers = new ArrayList<>();
    for (int i = 0; i < layout.members(); i++) {
      if (i != member) {
        peers.add(address(i));
      }
    }
    return peers;
  }

  /** Words before the command of a process of this member. */
  List<String> entering(int member) {
    return kit.tools().entering(layout.names().member(member));
  }

  /** Puts a script of {@link Filter} into force in a member's namespace. */
  void filter(int member, String script) throws IOException, InterruptedException {
    kit.commands().run(kit.tools().nftIn(layout.names().member(member), script));
  }

  /** Limits what a member sends to these addresses. */
  void shape(int member, Shaping shaping, List<String> to)
      throws IOException, InterruptedException {
    String namespace = layout.names().member(member);
    kit.commands().runAll(shaping.making(kit.tools(), namespace, to.size()));
    filter(member, Filter.classified(to));
  }

  /** What the filters of a member dropped. */
  Counted dropped(int member) throws IOException, InterruptedException {
    String namespace = layout.names().member(member);
    return Counted.ofRules(
        kit.commands().run(kit.tools().nftIn(namespace, "list", "table", "ip", Filter.TABLE)));
  }

  /** What went through the limits of a member. */
  Counted limited(int member) throws IOException, InterruptedException {
    String namespace = layout.names().member(member);
    return Counted.ofClasses(kit.commands().run(Shaping.counting(kit.tools(), namespace)));
  }

  /**
   * Takes all filters and limits of a member away, going on past failures; any number of times.
   *
   * @throws IOException when one of them is still there
   */
  void clear(int member) throws IOException, InterruptedException {
    Commands commands = kit.commands();
    String namespace = layout.names().member(member);
    List<String> failures = new ArrayList<>();
    commands.attempt(kit.tools().nftIn(namespace, Filter.none()), failures);
    try {
      if (shaped(namespace)) {
        commands.attempt(Shaping.removing(kit.tools(), namespace), failures);
      }
      failures.addAll(left(namespace));
    } catch (IOException e) {
      failures.add(String.valueOf(e.getMessage()));
    }
    if (!failures.isEmpty()) {
      throw new IOException(String.join("; ", failures));
    }
  }

  private List<String> left(String namespace) throws IOException, InterruptedException {
    List<String> left = new ArrayList<>();
    String tables = kit.commands().run(kit.tools().nftIn(namespace, "list", "tables"));
    if (!tables.isBlank()) {
      left.add("still there in " + namespace + ": " + tables.strip());
    }
    if (shaped(namespace)) {
      left.add("still there in " + namespace + ": its rate limit");
    }
    return left;
  }

  private boolean shaped(String namespace) throws IOException, InterruptedException {
    return Shaping.shaped(kit.commands().run(Shaping.showing(kit.tools(), namespace)));
  }

  /**
   * Removes all of it and writes that; any number of times.
   *
   * @throws IOException when something is left
   */
  @Override
  public void close() throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      remove();
    } catch (InterruptedException e) {
      interrupted = true;
      removeAgain();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    Journal journal = kit.journal();
    if (journal != null && entry != null && written.compareAndSet(false, true)) {
      journal.done(entry);
    }
  }

  private void removeAgain() throws IOException {
    try {
      remove();
    } catch (InterruptedException e) {
      throw new IOException("interrupted twice while the network was removed", e);
    }
  }

  private void remove() throws IOException, InterruptedException {
    new Removal(kit.commands()).remove(Removal.Parts.of(layout));
  }
}
