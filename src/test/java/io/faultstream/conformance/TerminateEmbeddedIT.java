package io.faultstream.conformance;

/** TerminateConformance on the embedded cluster. */
final class TerminateEmbeddedIT extends TerminateConformance {
  TerminateEmbeddedIT() {
    super(Kind.EMBEDDED);
  }
}
