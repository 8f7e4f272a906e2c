package io.faultstream.conformance;

/** SplitConformance on the embedded cluster. */
final class SplitEmbeddedIT extends SplitConformance {
  SplitEmbeddedIT() {
    super(Kind.EMBEDDED);
  }
}
