package io.faultstream.conformance;

/** ContextConformance on a real Dynamo. */
final class ContextDynamoIT extends ContextConformance {
  ContextDynamoIT() {
    super(Kind.DYNAMO);
  }
}
