package io.faultstream.conformance;

/** CancelConformance on a real Dynamo. */
final class CancelDynamoIT extends CancelConformance {
  CancelDynamoIT() {
    super(Kind.DYNAMO);
  }
}
