package io.faultstream.cli;

/** The run or folder that was named cannot be used; the message is the one line a user sees. */
final class BadRunException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadRunException(String message) {
    super(message);
  }
}
