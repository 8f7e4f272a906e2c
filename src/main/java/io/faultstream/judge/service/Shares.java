package io.faultstream.judge.service;

import io.faultstream.judge.Finding;
import io.faultstream.judge.Wording;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.WorkerRole;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether each worker of whom the store has a key took its share.
 *
 * @param target which role each worker has; shares are among workers of one role
 * @param served requests by worker, of those whose counter was read
 */
record Shares(TargetSpec target, Map<String, Long> served) {

  /**
   * What is asked.
   *
   * @param minRequests requests that an even share must be
   * @param minShare least share of an even share, 0 to 1
   * @param since words for the time that is looked at
   */
  record Terms(double minRequests, double minShare, String since) {}

  Shares {
    served = new TreeMap<>(served);
  }

  /**
   * What is found.
   *
   * @param ids of the instances that the store has
   * @param workers by the ids of their instances
   */
  Finding finding(Set<String> ids, Map<String, String> workers, Terms terms) {
    Map<WorkerRole, Set<String>> keyed = new EnumMap<>(WorkerRole.class);
    List<String> unknown = new ArrayList<>();
    for (String id : ids) {
      String worker = workers.get(id);
      if (worker == null) {
        unknown.add("no worker's metrics tell that it is instance " + id);
      } else if (!served.containsKey(worker)) {
        unknown.add("the requests of " + worker + " were not read " + terms.since());
      } else {
        keyed.computeIfAbsent(target.role(worker), any -> new TreeSet<>()).add(worker);
      }
    }
    if (!unknown.isEmpty()) {
      return Finding.inconclusive(String.join("; ", unknown));
    }
    return keyed.entrySet().stream()
        .map(role -> among(role.getKey(), role.getValue(), terms))
        .reduce(Finding::and)
        .orElse(Finding.inconclusive("the store had no key of an instance " + terms.since()));
  }

  private Finding among(WorkerRole role, Set<String> keyed, Terms terms) {
    Map<String, Long> took = new TreeMap<>(served);
    took.keySet().removeIf(worker -> target.role(worker) != role);
    long all = took.values().stream().mapToLong(Long::longValue).sum();
    String figures =
        took.entrySet().stream()
            .map(one -> one.getKey() + keyless(keyed, one.getKey()) + " " + one.getValue())
            .collect(Collectors.joining(", "));
    String evidence = figures + " of " + all + " requests " + terms.since();
    double even = (double) all / keyed.size();
    if (even < terms.minRequests()) {
      return Finding.inconclusive(
          evidence
              + "; that is too few, needs "
              + Wording.number(terms.minRequests())
              + " for each worker with a key");
    }
    List<String> less =
        keyed.stream()
            .filter(worker -> took.getOrDefault(worker, 0L) < terms.minShare() * even)
            .toList();
    return less.isEmpty()
        ? Finding.pass(evidence)
        : Finding.fail(
            String.join(", ", less)
                + " took less than "
                + Wording.percent(terms.minShare())
                + " of an even share, and the store has its key: "
                + evidence);
  }

  private static String keyless(Set<String> keyed, String worker) {
    return keyed.contains(worker) ? "" : " (no key)";
  }
}
