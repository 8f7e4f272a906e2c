package io.faultstream.conformance;

/** DifferenceConformance on the embedded cluster. */
final class DifferenceEmbeddedIT extends DifferenceConformance {
  DifferenceEmbeddedIT() {
    super(Kind.EMBEDDED);
  }
}
