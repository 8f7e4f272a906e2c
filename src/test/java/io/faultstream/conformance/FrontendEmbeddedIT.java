package io.faultstream.conformance;

/** FrontendConformance on the embedded cluster. */
final class FrontendEmbeddedIT extends FrontendConformance {
  FrontendEmbeddedIT() {
    super(Kind.EMBEDDED);
  }
}
