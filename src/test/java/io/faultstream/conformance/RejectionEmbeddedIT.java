package io.faultstream.conformance;

/** RejectionConformance on the embedded cluster. */
final class RejectionEmbeddedIT extends RejectionConformance {
  RejectionEmbeddedIT() {
    super(Kind.EMBEDDED);
  }
}
