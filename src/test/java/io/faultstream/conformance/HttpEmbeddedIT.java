package io.faultstream.conformance;

/** HttpConformance on the embedded cluster. */
final class HttpEmbeddedIT extends HttpConformance {
  HttpEmbeddedIT() {
    super(Kind.EMBEDDED);
  }
}
