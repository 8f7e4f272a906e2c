package io.faultstream.conformance;

/** RejectionConformance on a real Dynamo. */
final class RejectionDynamoIT extends RejectionConformance {
  RejectionDynamoIT() {
    super(Kind.DYNAMO);
  }
}
