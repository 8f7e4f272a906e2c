package io.faultstream.target;

/**
 * The target did not come up, or could not be operated; the first line of the message says what.
 */
public final class TargetException extends Exception {
  private static final long serialVersionUID = 1;

  /** With a message for people. */
  public TargetException(String message) {
    super(message);
  }

  /** With a message for people and the cause. */
  public TargetException(String message, Throwable cause) {
    super(message, cause);
  }
}
