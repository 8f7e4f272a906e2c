package io.faultstream.target.processes;

import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.WorkerRole;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many workers of each role the frontend counts.
 *
 * @param spec how many there are to be
 * @param counted ids of workers by component
 */
record Count(TargetSpec spec, Map<String, Set<String>> counted) {
  /** Whether none is missing, of no role. */
  boolean whole() {
    return roles().allMatch(role -> of(role) >= spec.workers(role));
  }

  /** For people: {@code 1 of 2 workers}, or with the roles when there are several. */
  String words() {
    return roles().map(this::words).collect(Collectors.joining(" and "));
  }

  private String words(WorkerRole role) {
    String name = role == WorkerRole.AGGREGATED ? "" : role.mode() + " ";
    return of(role) + " of " + spec.workers(role) + " " + name + "workers";
  }

  private Stream<WorkerRole> roles() {
    return Stream.of(WorkerRole.values()).filter(role -> spec.workers(role) > 0);
  }

  /** All that are counted, of whatever component. */
  int all() {
    return counted.values().stream().mapToInt(Set::size).sum();
  }

  private int of(WorkerRole role) {
    return counted.getOrDefault(role.component(), Set.of()).size();
  }
}
