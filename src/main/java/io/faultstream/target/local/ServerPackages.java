package io.faultstream.target.local;

import io.faultstream.process.install.DistributionPackage;
import io.faultstream.process.install.InstallException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The distribution's packages of an etcd and a NATS server, unpacked into an installation without
 * root. Stateless.
 *
 * @param installation where
 * @param programs finds a program by its name
 * @param progress takes a line for each
 */
record ServerPackages(
    Installation installation,
    Function<String, Optional<Path>> programs,
    Consumer<String> progress) {
  /** Packages of Debian and Ubuntu that have the servers. */
  private static final List<String> NAMES = List.of("etcd-server", "nats-server");

  private static final String INSTEAD =
      "install an etcd and a nats-server yourself and put them on the PATH, or name them in"
          + " target.etcd.program and target.local.nats";

  /**
   * Unpacks all; the installation's lock must be held.
   *
   * @throws InstallException when it cannot be done: why, and what to do
   * @throws IOException when the folder cannot be written
   */
  void unpack() throws InstallException, IOException, InterruptedException {
    for (String name : NAMES) {
      progress.accept("server " + name + " …");
      new DistributionPackage(name, programs, INSTEAD)
          .unpack(installation.servers(), installation.log());
    }
  }
}
