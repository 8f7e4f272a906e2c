package io.faultstream.cluster.frontend;

import io.faultstream.cluster.frontend.api.ApiError;
import io.faultstream.cluster.frontend.routing.Failure;

/** What clients and counters are told about a failure behind the frontend. */
record ErrorMapping(int overloadStatus) {

  ApiError toClient(Failure failure, String model) {
    return switch (failure.kind()) {
      case CANNOT_CONNECT, REQUEST_TIMEOUT, DISCONNECTED, RESPONSE_TIMEOUT ->
          ApiError.unavailable();
      case AT_CAPACITY, ALL_BUSY -> ApiError.overloaded(overloadStatus);
      case NO_WORKERS -> ApiError.modelNotReady(model);
      case ENGINE -> ApiError.internal();
    };
  }

  static String failureClass(Failure failure) {
    return switch (failure.kind()) {
      case CANNOT_CONNECT, REQUEST_TIMEOUT, DISCONNECTED, RESPONSE_TIMEOUT, NO_WORKERS ->
          "Unavailable";
      case AT_CAPACITY, ALL_BUSY -> "CapacityExhausted";
      case ENGINE -> "Internal";
    };
  }

  static String failureReason(Failure failure) {
    return switch (failure.kind()) {
      case CANNOT_CONNECT, REQUEST_TIMEOUT, NO_WORKERS -> "backend.unavailable";
      case DISCONNECTED, RESPONSE_TIMEOUT -> "transport.disconnected";
      case AT_CAPACITY, ALL_BUSY -> "capacity.pool_exhausted";
      case ENGINE -> "runtime.internal";
    };
  }
}
