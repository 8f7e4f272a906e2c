package io.faultstream.conformance;

/** FrontendConformance on a real Dynamo. */
final class FrontendDynamoIT extends FrontendConformance {
  FrontendDynamoIT() {
    super(Kind.DYNAMO);
  }
}
