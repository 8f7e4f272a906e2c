package io.faultstream.conformance;

/** ContextConformance on the embedded cluster. */
final class ContextEmbeddedIT extends ContextConformance {
  ContextEmbeddedIT() {
    super(Kind.EMBEDDED);
  }
}
