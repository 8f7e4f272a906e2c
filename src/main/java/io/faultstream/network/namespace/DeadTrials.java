package io.faultstream.network.namespace;

import io.faultstream.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Networks that processes were trying when they were killed. A trial is over too soon to have a
 * journal; whose it was stands in its name, so that the next trial, or {@code cleanup}, removes it.
 * Those of processes that are alive are left alone. Stateless.
 */
public final class DeadTrials {
  private DeadTrials() {}

  /**
   * The names of their namespaces; asks the file system only.
   *
   * @throws IOException when the names cannot be listed
   */
  public static List<String> found() throws IOException {
    return namespaces().stream().filter(name -> owner(name).isPresent()).toList();
  }

  /** Why this user cannot remove one here, a sentence; empty: nothing is in the way. */
  public static Optional<String> lacking() {
    return Preflight.here().missing();
  }

  /**
   * Removes one that was found, and its link; one that is gone meanwhile is no failure.
   *
   * @throws IOException when it is still there: with what the program said
   */
  public static void remove(String namespace) throws IOException, InterruptedException {
    remove(namespace, new BoundedCommands());
  }

  /** Removes all. */
  static void removeAll(Commands commands) throws IOException, InterruptedException {
    for (String namespace : found()) {
      remove(namespace, commands);
    }
  }

  private static void remove(String namespace, Commands commands)
      throws IOException, InterruptedException {
    ProcessIdentity dead =
        owner(namespace)
            .orElseThrow(() -> new IllegalArgumentException("no killed trial's: " + namespace));
    String link = Names.ofTrial(dead).hostLink();
    new Removal(commands).remove(new Removal.Parts(link, List.of(namespace)));
  }

  /** Whose it was, when that process is dead. */
  private static Optional<ProcessIdentity> owner(String namespace) {
    return Names.ownerOfTrial(namespace, ProcessIdentity.ours().bootId())
        .filter(one -> !one.alive());
  }

  private static List<String> namespaces() throws IOException {
    List<String> names = new ArrayList<>();
    if (Files.isDirectory(Removal.NAMED)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(Removal.NAMED, "faultstream-*")) {
        for (Path one : all) {
          names.add(String.valueOf(one.getFileName()));
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
    return names;
  }
}
