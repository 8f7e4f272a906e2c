package io.faultstream.conformance;

/** TerminateConformance on a real Dynamo. */
final class TerminateDynamoIT extends TerminateConformance {
  TerminateDynamoIT() {
    super(Kind.DYNAMO);
  }
}
