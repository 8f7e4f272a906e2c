package io.faultstream.conformance;

/** CancelConformance on the embedded cluster. */
final class CancelEmbeddedIT extends CancelConformance {
  CancelEmbeddedIT() {
    super(Kind.EMBEDDED);
  }
}
