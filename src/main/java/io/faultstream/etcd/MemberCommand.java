package io.faultstream.etcd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a member is started. Stateless.
 *
 * @param settings of the cluster
 * @param site the member's
 * @param cluster the sites of all members of the cluster, with this one
 * @param token tells this cluster from any other, also from one that had its ports before
 */
public record MemberCommand(EtcdSettings settings, Site site, List<Site> cluster, String token) {
  /** Of a server whose settings come from its environment too. */
  private static final String FOREIGN = "ETCD_";

  public MemberCommand {
    cluster = List.copyOf(cluster);
  }

  /**
   * Program and arguments; every listener is where the network says: on loopback, or in a namespace
   * of ours.
   *
   * @param existing whether it joins a cluster that is there, rather than founding one
   */
  public List<String> words(boolean existing) {
    List<String> words = new ArrayList<>(site.reach().prefix());
    words.addAll(List.of(settings.program().path().toString(), "--name", site.name()));
    words.addAll(List.of("--data-dir", site.data().toString()));
    words.addAll(List.of("--listen-client-urls", site.listenClientUrls()));
    words.addAll(List.of("--advertise-client-urls", site.clientUrl()));
    words.addAll(List.of("--listen-peer-urls", site.listenPeerUrl()));
    words.addAll(List.of("--initial-advertise-peer-urls", site.peerUrl()));
    words.addAll(List.of("--initial-cluster", initialCluster()));
    words.addAll(List.of("--initial-cluster-token", token));
    words.addAll(List.of("--initial-cluster-state", existing ? "existing" : "new"));
    EtcdSettings.Timing timing = settings.timing();
    words.addAll(List.of("--heartbeat-interval", millis(timing.heartbeat().toMillis())));
    words.addAll(List.of("--election-timeout", millis(timing.election().toMillis())));
    if (settings.quotaBytes() > 0) {
      words.addAll(List.of("--quota-backend-bytes", Long.toString(settings.quotaBytes())));
    }
    words.addAll(settings.arguments());
    return words;
  }

  private String initialCluster() {
    return cluster.stream()
        .map(one -> one.name() + "=" + one.peerUrl())
        .collect(Collectors.joining(","));
  }

  private static String millis(long millis) {
    return Long.toString(millis);
  }

  /** What takes away the variables that the user has set for some other etcd. */
  public static Map<String, String> environment() {
    Map<String, String> taken = new TreeMap<>();
    for (String name : System.getenv().keySet()) {
      if (name.startsWith(FOREIGN)) {
        taken.put(name, "");
      }
    }
    return taken;
  }
}
