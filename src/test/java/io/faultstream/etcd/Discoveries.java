package io.faultstream.etcd;

import io.faultstream.cluster.defect.DiscoveryDefect;
import io.faultstream.cluster.discovery.EngineLimits;
import io.faultstream.cluster.discovery.Instance;
import io.faultstream.cluster.discovery.Role;
import io.faultstream.cluster.discovery.etcd.EtcdDiscovery;
import io.faultstream.cluster.log.Level;
import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * The embedded cluster's clients of a store, which write their log here.
 *
 * @param cluster the store
 * @param lease of what they announce
 * @param lines what they say, at level DEBUG
 */
record Discoveries(EtcdCluster cluster, Duration lease, ByteArrayOutputStream lines) {

  EtcdDiscovery client(DiscoveryDefect defect, Ticker ticker) {
    List<String> endpoints =
        cluster.clientUrls().stream().map(url -> url.replace("http://", "")).toList();
    PrintStream out = new PrintStream(lines, true, StandardCharsets.UTF_8);
    return new EtcdDiscovery(
        new EtcdDiscovery.Store(endpoints, lease),
        defect,
        ticker,
        new Log("test", Level.DEBUG, ticker, out));
  }

  static Instance instance(long id) {
    return new Instance(
        id, Role.AGG, "tiny", "127.0.0.1", 4242, 1000, new EngineLimits(64, 16, 256, 8192, 32_768));
  }
}
