package io.faultstream.fault.etcd.trouble;

import io.faultstream.etcd.EtcdCluster;
import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.EtcdException.Reason;
import io.faultstream.etcd.metrics.MemberMetrics.Syncs;
import io.faultstream.fault.Proof;
import io.faultstream.fault.store.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The disk of each member takes long to sync, so that whatever the cluster agrees on takes as long.
 * The first proof is the kernel's, the second are the members' own times of their syncs.
 */
final class SlowDisk implements Trouble {
  private static final String CHECK = "faultstream/fault/disk";
  private static final Syncs NONE = new Syncs(0, 0);

  private final EtcdCluster cluster;
  private final Duration delay;
  private final Map<String, Syncs> before = new HashMap<>();
  private final Map<String, Syncs> last = new HashMap<>();

  /** Which store, and how much longer each sync takes. */
  SlowDisk(EtcdCluster cluster, Duration delay) {
    this.cluster = cluster;
    this.delay = delay;
  }

  @Override
  public List<String> members() {
    return cluster.names();
  }

  @Override
  public void begin() throws EtcdException, InterruptedException {
    for (String member : members()) {
      before.put(member, cluster.metrics(member).syncs());
      cluster.disks().slow(member, delay);
    }
    remember();
  }

  private void remember() throws EtcdException, InterruptedException {
    for (String member : members()) {
      last.put(member, cluster.metrics(member).syncs());
    }
  }

  @Override
  public Proof effect() {
    List<String> slowed = members().stream().filter(cluster.disks()::slowed).toList();
    return new Proof(
        slowed.size() == members().size(),
        "each sync of "
            + String.join(", ", slowed)
            + " waits "
            + delay.toMillis()
            + " ms by /proc: all threads are traced");
  }

  @Override
  public String looked() {
    return "each member's own time of a sync is "
        + delay.toMillis()
        + " ms or more, and longer than before";
  }

  @Override
  public Optional<String> noticed() throws EtcdException, InterruptedException {
    Map<String, Double> means = meansOfAWrite();
    return members().stream()
            .allMatch(
                member -> {
                  double mean = means.getOrDefault(member, Double.NaN);
                  return mean >= delay.toMillis() && mean >= between(member);
                })
        ? Optional.of("by its own time a sync takes " + words(means) + ", " + usual())
        : Optional.empty();
  }

  /** Of the syncs since the last look, of which there is one at least where a write was taken. */
  private synchronized Map<String, Double> meansOfAWrite()
      throws EtcdException, InterruptedException {
    cluster.store().at(cluster.leader().name()).put(CHECK, "");
    Map<String, Syncs> earlier = Map.copyOf(last);
    remember();
    Map<String, Double> means = new HashMap<>();
    for (String member : members()) {
      Syncs now = last.getOrDefault(member, NONE);
      means.put(member, now.meanMillisSince(earlier.getOrDefault(member, now)));
    }
    return means;
  }

  /** Half of the delay above the usual time of a sync, milliseconds. */
  private double between(String member) {
    double usual = before.getOrDefault(member, NONE).meanMillisSince(NONE);
    return (Double.isNaN(usual) ? 0 : usual) + delay.toMillis() / 2.0;
  }

  private String words(Map<String, Double> means) {
    List<String> all =
        members().stream()
            .map(one -> millis(means.getOrDefault(one, Double.NaN)) + " ms on " + one)
            .toList();
    return String.join(", ", all);
  }

  /** Since each was started. */
  private String usual() {
    Map<String, Double> means = new HashMap<>();
    before.forEach((member, syncs) -> means.put(member, syncs.meanMillisSince(NONE)));
    return "before that " + words(means);
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
  }

  @Override
  public void end() throws EtcdException, InterruptedException {
    List<String> left = new ArrayList<>();
    for (String member : members()) {
      try {
        cluster.disks().free(member);
      } catch (EtcdException e) {
        left.add(String.valueOf(e.getMessage()));
      }
    }
    if (!left.isEmpty()) {
      throw new EtcdException(Reason.LATE, String.join("; ", left));
    }
  }

  @Override
  public Optional<String> over() throws EtcdException, InterruptedException {
    Map<String, Double> means = meansOfAWrite();
    boolean fast =
        members().stream()
            .allMatch(member -> means.getOrDefault(member, Double.NaN) < between(member));
    return fast && members().stream().noneMatch(cluster.disks()::slowed)
        ? Optional.of("a sync takes " + words(means))
        : Optional.empty();
  }
}
