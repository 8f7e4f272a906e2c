package io.faultstream.conformance;

/** ErrorConformance on a real Dynamo. */
final class ErrorDynamoIT extends ErrorConformance {
  ErrorDynamoIT() {
    super(Kind.DYNAMO);
  }
}
