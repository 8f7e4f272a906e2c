package io.faultstream.conformance;

/** KillConformance on the embedded cluster. */
final class KillEmbeddedIT extends KillConformance {
  KillEmbeddedIT() {
    super(Kind.EMBEDDED);
  }
}
