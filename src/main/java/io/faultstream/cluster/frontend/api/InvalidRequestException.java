package io.faultstream.cluster.frontend.api;

/** A request that is refused before any worker is asked. */
public final class InvalidRequestException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient ApiError error;

  /** With the reply. */
  public InvalidRequestException(ApiError error) {
    super(error.message());
    this.error = error;
  }

  /** The reply. */
  public ApiError error() {
    return error;
  }
}
