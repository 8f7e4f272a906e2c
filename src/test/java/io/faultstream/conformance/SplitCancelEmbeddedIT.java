package io.faultstream.conformance;

/** SplitCancelConformance on the embedded cluster. */
final class SplitCancelEmbeddedIT extends SplitCancelConformance {
  SplitCancelEmbeddedIT() {
    super(Kind.EMBEDDED);
  }
}
