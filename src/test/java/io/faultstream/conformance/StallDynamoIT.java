package io.faultstream.conformance;

/** StallConformance on a real Dynamo. */
final class StallDynamoIT extends StallConformance {
  StallDynamoIT() {
    super(Kind.DYNAMO);
  }
}
