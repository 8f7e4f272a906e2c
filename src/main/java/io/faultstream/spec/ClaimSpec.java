package io.faultstream.spec;

import java.util.Map;

/**
 * A sentence that must hold, with its limits.
 *
 * @param id the claim's name, known to {@code judge}
 * @param limits numbers by name; the claim's Javadoc says which and in which unit
 */
public record ClaimSpec(String id, Map<String, Double> limits) {
  public ClaimSpec {
    limits = Map.copyOf(limits);
  }

  /**
   * The limit of this name.
   *
   * @throws IllegalArgumentException when the claim was asked for without it
   */
  public double limit(String name) {
    Double value = limits.get(name);
    if (value == null) {
      throw new IllegalArgumentException("claim " + id + " has no limit named " + name);
    }
    return value;
  }
}
