package io.faultstream.conformance;

/** MetricsConformance on the embedded cluster. */
final class MetricsEmbeddedIT extends MetricsConformance {
  MetricsEmbeddedIT() {
    super(Kind.EMBEDDED);
  }
}
