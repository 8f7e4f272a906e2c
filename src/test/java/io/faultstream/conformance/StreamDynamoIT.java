package io.faultstream.conformance;

/** StreamConformance on a real Dynamo. */
final class StreamDynamoIT extends StreamConformance {
  StreamDynamoIT() {
    super(Kind.DYNAMO);
  }
}
