package io.faultstream.conformance;

/** MetricsConformance on a real Dynamo. */
final class MetricsDynamoIT extends MetricsConformance {
  MetricsDynamoIT() {
    super(Kind.DYNAMO);
  }
}
