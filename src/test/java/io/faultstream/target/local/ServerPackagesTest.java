package io.faultstream.target.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.process.install.InstallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With programs in the place of apt-get and dpkg-deb. */
final class ServerPackagesTest {
  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();
  private Installation installation = new Installation(Path.of("unset"));

  @BeforeEach
  void programs() throws IOException {
    installation = new Installation(folder.resolve("home"));
    Files.createDirectories(installation.servers());
    program("apt-get", "echo whole > \"$2_2.0_amd64.deb\"");
    program("dpkg-deb", "cp \"$2\" \"$3/\"$(basename \"$2\" _2.0_amd64.deb)");
  }

  private void program(String name, String does) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + does + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private ServerPackages packages() {
    return new ServerPackages(
        installation,
        name -> Optional.of(folder.resolve(name)).filter(Files::isExecutable),
        said::add);
  }

  @Test
  void halfAFileOfARunThatWasCutOffIsNotUnpacked() throws Exception {
    Files.writeString(installation.servers().resolve("etcd-server_1.0_amd64.deb"), "ha");
    packages().unpack();
    assertThat(installation.servers())
        .isDirectoryNotContaining("glob:**.deb")
        .isDirectoryContaining("glob:**/etcd-server")
        .isDirectoryContaining("glob:**/nats-server");
    assertThat(installation.servers().resolve("etcd-server")).hasContent("whole");
    assertThat(said).containsExactly("server etcd-server …", "server nats-server …");
  }

  @Test
  void failingDownloadSaysThatTheListsMayBeMissing() throws IOException {
    program("apt-get", "echo no candidate; exit 100");
    assertThatThrownBy(() -> packages().unpack())
        .isInstanceOf(InstallException.class)
        .hasMessageContainingAll("downloading etcd-server failed", "apt-get update")
        .hasMessageContaining("no candidate");
  }

  @Test
  void machineWithoutThesePackagesIsToldTheOtherWays() throws IOException {
    Files.delete(folder.resolve("dpkg-deb"));
    assertThatThrownBy(() -> packages().unpack())
        .hasMessageContainingAll("no dpkg-deb here", "target.etcd.program");
  }
}
