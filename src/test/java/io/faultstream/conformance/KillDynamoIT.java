package io.faultstream.conformance;

/** KillConformance on a real Dynamo. */
final class KillDynamoIT extends KillConformance {
  KillDynamoIT() {
    super(Kind.DYNAMO);
  }
}
