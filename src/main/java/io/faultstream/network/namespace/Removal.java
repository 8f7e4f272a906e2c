package io.faultstream.network.namespace;

import io.faultstream.process.Cleanup;
import io.faultstream.process.JournalEntry;
import io.faultstream.process.Undo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a network away, by what the journal says of it alone: the host's link, and the namespaces
 * with all that is in them. Whether it is there is looked up where the kernel shows it, and needs
 * no program. Any number of times. Stateless.
 */
public final class Removal implements Undo {
  /** A network about to be made; the data is its link, its namespaces and a {@code name}. */
  static final String KIND = "network";

  private static final String LINK = "link";
  private static final String NAMESPACES = "namespaces";

  /** Where {@code ip} keeps the names of namespaces, see ip-netns(8). */
  static final Path NAMED = Path.of("/run/netns");

  private static final Path LINKS = Path.of("/sys/class/net");

  private final Commands commands;

  /** By the programs of this machine. */
  Removal() {
    this(new BoundedCommands());
  }

  Removal(Commands commands) {
    this.commands = commands;
  }

  /** What undoes all that a run leaves on this machine: processes, folders and networks. */
  public static Cleanup cleanup() {
    Map<String, Undo> undos = Cleanup.processUndos();
    undos.put(KIND, new Removal());
    return new Cleanup(undos);
  }

  /** What the journal is told before a network is made. */
  static Map<String, String> data(Layout layout) {
    List<String> namespaces = layout.names().namespaces(layout.members());
    return Map.of(
        "name",
        layout.block().toString(),
        "path",
        NAMED.resolve(layout.names().stem()) + "-*",
        LINK,
        layout.names().hostLink(),
        NAMESPACES,
        String.join(" ", namespaces));
  }

  @Override
  public boolean left(JournalEntry entry) {
    return !parts(entry).left().isEmpty();
  }

  @Override
  public void undo(JournalEntry entry) throws IOException, InterruptedException {
    remove(parts(entry));
  }

  /** The parts of a network that are on the host. */
  record Parts(String link, List<String> namespaces) {
    static Parts of(Layout layout) {
      Names names = layout.names();
      return new Parts(names.hostLink(), names.namespaces(layout.members()));
    }

    /** Those that are there. */
    List<String> left() {
      List<String> left = new ArrayList<>();
      if (Files.exists(LINKS.resolve(link))) {
        left.add(link);
      }
      namespaces.stream().filter(Parts::named).forEach(left::add);
      return left;
    }

    static boolean named(String namespace) {
      return Files.exists(NAMED.resolve(namespace));
    }
  }

  private static Parts parts(JournalEntry entry) {
    String link = value(entry, LINK);
    List<String> namespaces = List.of(value(entry, NAMESPACES).split(" ", -1));
    if (!Names.ourLink(link) || !namespaces.stream().allMatch(Names::ourNamespace)) {
      throw new IllegalArgumentException("no network of ours: " + entry.data());
    }
    return new Parts(link, namespaces);
  }

  private static String value(JournalEntry entry, String key) {
    return Optional.ofNullable(entry.data().get(key))
        .orElseThrow(() -> new IllegalArgumentException("no " + key + " in " + entry.data()));
  }

  /**
   * Removes what is there of it, going on past failures.
   *
   * @throws IOException when something is left
   */
  void remove(Parts parts) throws IOException, InterruptedException {
    Tools tools = Tools.found();
    List<String> failures = new ArrayList<>();
    if (Files.exists(LINKS.resolve(parts.link()))) {
      commands.attempt(tools.ip("link", "delete", "dev", parts.link()), failures);
    }
    for (String namespace : parts.namespaces()) {
      if (Parts.named(namespace)) {
        commands.attempt(tools.ip("netns", "delete", namespace), failures);
      }
    }
    List<String> left = parts.left();
    if (!left.isEmpty()) {
      throw new IOException(
          "left of the network: " + String.join(" ", left) + "; " + String.join("; ", failures));
    }
  }
}
