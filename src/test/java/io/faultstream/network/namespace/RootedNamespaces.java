package io.faultstream.network.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;

/**
 * Tests that need root and its tools are skipped where they are missing, with the reason, unless
 * the environment variable {@code FAULTSTREAM_REQUIRE_NAMESPACES} is "true": then they fail.
 */
public final class RootedNamespaces {
  private RootedNamespaces() {}

  /** The wiring, where this machine can lay it. */
  public static NamespaceWiring wiring() {
    NamespaceWiring wiring = new NamespaceWiring();
    Optional<String> lacking = wiring.lacking();
    if (required()) {
      assertThat(lacking).isEmpty();
    }
    assumeTrue(lacking.isEmpty(), lacking.orElse(""));
    return wiring;
  }

  /** Whether tests that cannot be skipped one by one shall run; then they fail where it is not. */
  public static boolean wanted() {
    return required() || new NamespaceWiring().lacking().isEmpty();
  }

  private static boolean required() {
    return "true".equals(System.getenv("FAULTSTREAM_REQUIRE_NAMESPACES"));
  }
}
