package io.faultstream.network.namespace;

import io.faultstream.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Networks that processes were trying when they were killed. A trial is over too soon to have a
 * journal; whose it was stands in its name, so that the next trial removes it. Stateless.
 */
final class DeadTrials {
  private DeadTrials() {}

  /** Removes them; those of processes that are alive are left alone. */
  static void remove(Commands commands) throws IOException, InterruptedException {
    String boot = ProcessIdentity.ours().bootId();
    for (String namespace : namespaces()) {
      Optional<ProcessIdentity> dead =
          Names.ownerOfTrial(namespace, boot).filter(one -> !one.alive());
      if (dead.isPresent()) {
        String link = Names.ofTrial(dead.orElseThrow()).hostLink();
        new Removal(commands).remove(new Removal.Parts(link, List.of(namespace)));
      }
    }
  }

  private static List<String> namespaces() throws IOException {
    List<String> names = new ArrayList<>();
    if (Files.isDirectory(Removal.NAMED)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(Removal.NAMED, "faultstream-*")) {
        for (Path one : all) {
          names.add(String.valueOf(one.getFileName()));
        }
      }
    }
    return names;
  }
}
