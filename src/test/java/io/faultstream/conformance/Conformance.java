package io.faultstream.conformance;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/**
 * Checks that hold for both systems. A subclass names the subject, and has a class for each system
 * below it. Where no real Dynamo is installed its checks are left out, unless the environment
 * variable FAULTSTREAM_REQUIRE_DYNAMO is "true".
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
abstract class Conformance {
  private final Kind kind;

  Conformance(Kind kind) {
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /** Starts a system of its own for one check. */
  Running start(Layout layout) throws Exception {
    return Running.start(kind, layout);
  }

  @BeforeAll
  final void systemIsThere() {
    kind.require();
  }
}
