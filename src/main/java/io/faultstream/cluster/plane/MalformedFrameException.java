package io.faultstream.cluster.plane;

/** Bytes on the request plane that are no frame; the connection cannot go on. */
public final class MalformedFrameException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what was wrong. */
  public MalformedFrameException(String message) {
    super(message);
  }
}
