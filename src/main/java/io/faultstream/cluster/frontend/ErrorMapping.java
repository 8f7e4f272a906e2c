package io.faultstream.cluster.frontend;

import io.faultstream.cluster.frontend.api.ApiError;
import io.faultstream.cluster.frontend.routing.Failure;

/** What clients and counters are told about a failure behind the frontend. */
record ErrorMapping(int overloadStatus) {

  ApiError toClient(Failure failure) {
    return switch (failure.kind()) {
      case CANNOT_CONNECT,
          REQUEST_TIMEOUT,
          DISCONNECTED,
          SHUTDOWN,
          RESPONSE_TIMEOUT,
          PROMPT_LOST,
          PREFILL_UNREACHABLE,
          NO_WORKERS ->
          ApiError.unavailable();
      case AT_CAPACITY, ALL_BUSY -> ApiError.overloaded(overloadStatus);
      case ENGINE -> ApiError.internal();
    };
  }

  static String failureClass(Failure failure) {
    return switch (failure.kind()) {
      case CANNOT_CONNECT,
          REQUEST_TIMEOUT,
          DISCONNECTED,
          SHUTDOWN,
          RESPONSE_TIMEOUT,
          PROMPT_LOST,
          PREFILL_UNREACHABLE,
          NO_WORKERS ->
          "Unavailable";
      case AT_CAPACITY, ALL_BUSY -> "CapacityExhausted";
      case ENGINE -> "Internal";
    };
  }

  /** The real one does not classify an engine's failure inside a stream. */
  static String failureReason(Failure failure, boolean stream) {
    return switch (failure.kind()) {
      case CANNOT_CONNECT, REQUEST_TIMEOUT, NO_WORKERS -> "backend.unavailable";
      case DISCONNECTED, SHUTDOWN, RESPONSE_TIMEOUT, PROMPT_LOST, PREFILL_UNREACHABLE ->
          "transport.disconnected";
      case AT_CAPACITY, ALL_BUSY -> "capacity.pool_exhausted";
      case ENGINE -> stream ? "runtime.unclassified" : "runtime.internal";
    };
  }
}
