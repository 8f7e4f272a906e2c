package io.faultstream.cluster.discovery.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.cluster.discovery.Discovery;
import io.faultstream.cluster.discovery.LeaseDirectory;
import io.faultstream.cluster.discovery.etcd.EtcdDiscovery;
import io.faultstream.cluster.log.Level;
import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.time.Ticker;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class DiscoveryOptionsTest {

  private static Discovery made(String... arguments) {
    DiscoveryOptions options = new DiscoveryOptions();
    CommandLine.Model.CommandSpec spec =
        CommandLine.Model.CommandSpec.create()
            .addMixin("discovery", CommandLine.Model.CommandSpec.forAnnotatedObject(options));
    var unused =
        new CommandLine(spec).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    return options.discovery(Ticker.system(), Log.ofProcess("test", Level.ERROR, Ticker.system()));
  }

  @Test
  void directoryIsUsedWhenNothingElseIsSaid() {
    assertThat(made("--discovery", "leases")).isInstanceOf(LeaseDirectory.class);
    assertThatThrownBy(DiscoveryOptionsTest::made).hasMessageContaining("needs --discovery");
  }

  @Test
  void storeIsUsedWhereItIs() {
    assertThat(made("--discovery-backend", "etcd", "--etcd-endpoints", "a:1,b:2"))
        .isInstanceOf(EtcdDiscovery.class);
    assertThatThrownBy(() -> made("--discovery-backend", "etcd"))
        .hasMessageContaining("needs --etcd-endpoints");
  }
}
