package io.faultstream.conformance;

/** StreamConformance on the embedded cluster. */
final class StreamEmbeddedIT extends StreamConformance {
  StreamEmbeddedIT() {
    super(Kind.EMBEDDED);
  }
}
