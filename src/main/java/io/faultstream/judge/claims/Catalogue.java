package io.faultstream.judge.claims;

import io.faultstream.judge.Claim;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All claims there are, by id. A new claim is added here and nowhere else. */
public final class Catalogue {
  private static final List<Claim> ALL = List.of();

  private Catalogue() {}

  /** All of them, in the order in which they are shown. */
  public static List<Claim> all() {
    return ALL;
  }

  /** The claim of this id. */
  public static Optional<Claim> find(String id) {
    return ALL.stream().filter(c -> c.id().equals(id)).findFirst();
  }

  /** Default limits by claim id and limit name: the settings {@code claim.<id>.<limit>}. */
  public static Map<String, Map<String, Double>> defaults() {
    Map<String, Map<String, Double>> limits = new TreeMap<>();
    ALL.forEach(claim -> limits.put(claim.id(), new TreeMap<>(claim.defaults())));
    return limits;
  }
}
