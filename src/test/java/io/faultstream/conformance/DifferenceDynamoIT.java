package io.faultstream.conformance;

/** DifferenceConformance on a real Dynamo. */
final class DifferenceDynamoIT extends DifferenceConformance {
  DifferenceDynamoIT() {
    super(Kind.DYNAMO);
  }
}
