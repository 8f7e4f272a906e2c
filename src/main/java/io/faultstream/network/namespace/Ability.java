package io.faultstream.network.namespace;

import java.util.Optional;

/**
 * What can be done with namespaces on this machine, found out by trying.
 *
 * @param missing why no network can be made, a sentence; empty: it can, with packet filters
 * @param noRate why nothing can be slowed, a sentence; empty: it can
 * @param noDelay why nothing can be delayed, a sentence; empty: it can
 */
record Ability(Optional<String> missing, Optional<String> noRate, Optional<String> noDelay) {
  static Ability none(String missing) {
    return new Ability(Optional.of(missing), Optional.of(missing), Optional.of(missing));
  }

  /** All of it for people, as "drops and losses (nft), rates (tc htb), no delays: …". */
  String sentence() {
    return missing.orElseGet(
        () ->
            "drops and losses (nft), "
                + noRate.map(why -> "no rates: " + why).orElse("rates (tc htb)")
                + ", "
                + noDelay.map(why -> "no delays: " + why).orElse("delays (tc netem)"));
  }
}
