package io.faultstream.cluster.frontend.api;

import java.util.Optional;

/** A request that is refused before any worker is asked. */
public final class InvalidRequestException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient ApiError error;
  private final transient Optional<Asked> asked;

  private InvalidRequestException(ApiError error, Optional<Asked> asked) {
    super(error.message());
    this.error = error;
    this.asked = asked;
  }

  /**
   * What a well-formed request asked for.
   *
   * @param model the model, served or not
   * @param stream whether as a stream
   */
  public record Asked(String model, boolean stream) {}

  /** A body that cannot be read. */
  public static InvalidRequestException malformed(String why) {
    return new InvalidRequestException(ApiError.malformed(why), Optional.empty());
  }

  /** A body that can be read and breaks a rule. */
  public static InvalidRequestException rule(String rule, Asked asked) {
    return new InvalidRequestException(ApiError.validation(rule), Optional.of(asked));
  }

  /** The reply. */
  public ApiError error() {
    return error;
  }

  /** What it asked for; empty when it could not be read. */
  public Optional<Asked> asked() {
    return asked;
  }
}
