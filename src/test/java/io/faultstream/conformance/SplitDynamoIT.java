package io.faultstream.conformance;

/** SplitConformance on a real Dynamo. */
final class SplitDynamoIT extends SplitConformance {
  SplitDynamoIT() {
    super(Kind.DYNAMO);
  }
}
