package io.faultstream.cli;

import io.faultstream.judge.claims.Catalogue;
import io.faultstream.judge.claims.Claims;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.ExperimentSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Other limits for the claims of a run. */
final class Limits {
  private Limits() {}

  /**
   * The experiment with these limits, by {@code <claim>.<limit>}.
   *
   * @throws BadRunException naming all that the run's claims do not have, and all values that
   *     cannot be
   */
  static ExperimentSpec apply(ExperimentSpec spec, Map<String, Double> limits) {
    Map<String, Map<String, Double>> byClaim = new HashMap<>();
    List<String> unknown = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    limits.forEach(
        (key, value) -> {
          int dot = key.indexOf('.');
          String claim = dot < 0 ? key : key.substring(0, dot);
          String limit = dot < 0 ? "" : key.substring(dot + 1);
          if (has(spec.claims(), claim, limit)) {
            byClaim.computeIfAbsent(claim, any -> new HashMap<>()).put(limit, value);
            Catalogue.find(claim)
                .flatMap(known -> known.mistake(limit, value))
                .ifPresent(why -> wrong.add(key + " = " + value + " " + why));
          } else {
            unknown.add(key);
          }
        });
    if (!unknown.isEmpty()) {
      wrong.add(
          "the run's claims have no limit "
              + String.join(", ", unknown)
              + "; they have "
              + all(spec));
    }
    if (!wrong.isEmpty()) {
      throw new BadRunException(String.join("; ", wrong));
    }
    return spec.withClaims(Claims.withLimits(spec.claims(), byClaim));
  }

  private static boolean has(List<ClaimSpec> claims, String claim, String limit) {
    return claims.stream().anyMatch(c -> c.id().equals(claim) && c.limits().containsKey(limit));
  }

  private static String all(ExperimentSpec spec) {
    return spec.claims().stream()
        .flatMap(claim -> claim.limits().keySet().stream().sorted().map(l -> claim.id() + "." + l))
        .reduce((a, b) -> a + ", " + b)
        .orElse("none");
  }
}
