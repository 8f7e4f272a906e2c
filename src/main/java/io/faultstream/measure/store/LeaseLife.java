package io.faultstream.measure.store;

import io.faultstream.history.store.LeaseSample;
import io.faultstream.history.store.StoreRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of one lease that holds the key of an instance.
 *
 * @param key of the instance, without the prefix
 * @param grantedNanos for how long it was granted
 * @param samples those that the store told, by their time; at least one
 * @param renewals when it was renewed for certain, by a keep-alive or by an election
 */
public record LeaseLife(
    String key, long grantedNanos, List<LeaseSample> samples, List<Renewal> renewals) {
  private static final long SECOND = 1_000_000_000L;

  public LeaseLife {
    samples = List.copyOf(samples);
    renewals = List.copyOf(renewals);
  }

  /**
   * A renewal between two samples.
   *
   * @param afterNanos not before
   * @param byNanos not after
   */
  public record Renewal(long afterNanos, long byNanos) {}

  /** The leases of a history, in the order in which they were first told. */
  public static List<LeaseLife> of(StoreRecord store) {
    Map<Long, List<LeaseSample>> leases = new TreeMap<>();
    store.leases().stream()
        .filter(LeaseSample::known)
        .forEach(one -> leases.computeIfAbsent(one.lease(), any -> new ArrayList<>()).add(one));
    return leases.values().stream()
        .map(
            samples ->
                new LeaseLife(
                    samples.get(0).key(),
                    samples.get(0).grantedSeconds() * SECOND,
                    samples,
                    renewals(samples)))
        .sorted((a, b) -> Long.compare(a.firstNanos(), b.firstNanos()))
        .toList();
  }

  /**
   * A lease ends at one moment until it is renewed, and each sample says between which two moments
   * that is, a second and the call apart. Where a sample puts the end behind what all samples since
   * the last renewal allow, it was renewed meanwhile. One that followed another within that second
   * is not seen.
   */
  private static List<Renewal> renewals(List<LeaseSample> samples) {
    List<Renewal> renewals = new ArrayList<>();
    LeaseSample before = samples.get(0);
    long latestEnd = latestEnd(before);
    for (LeaseSample one : samples.subList(1, samples.size())) {
      long earliestEnd = one.atNanos() + one.remainingSeconds() * SECOND;
      if (earliestEnd > latestEnd) {
        renewals.add(new Renewal(before.atNanos(), one.returnedNanos()));
        latestEnd = latestEnd(one);
      } else {
        latestEnd = Math.min(latestEnd, latestEnd(one));
      }
      before = one;
    }
    return renewals;
  }

  private static long latestEnd(LeaseSample one) {
    return one.returnedNanos() + (one.remainingSeconds() + 1) * SECOND;
  }

  /** When the store first told of it. */
  public long firstNanos() {
    return samples.get(0).atNanos();
  }

  /** When the store last told of it. */
  public long lastNanos() {
    return samples.get(samples.size() - 1).atNanos();
  }
}
