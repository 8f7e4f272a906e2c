package io.faultstream.conformance;

/** ErrorConformance on the embedded cluster. */
final class ErrorEmbeddedIT extends ErrorConformance {
  ErrorEmbeddedIT() {
    super(Kind.EMBEDDED);
  }
}
