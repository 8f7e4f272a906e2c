package io.faultstream.process.install;

/** An installation that cannot be made; the message says why and what to do. */
public final class InstallException extends Exception {
  private static final long serialVersionUID = 1;

  /** With a message for people. */
  public InstallException(String message) {
    super(message);
  }
}
