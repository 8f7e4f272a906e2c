package io.faultstream.conformance;

/** HttpConformance on a real Dynamo. */
final class HttpDynamoIT extends HttpConformance {
  HttpDynamoIT() {
    super(Kind.DYNAMO);
  }
}
