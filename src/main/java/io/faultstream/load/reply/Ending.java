package io.faultstream.load.reply;

/** How the exchange itself ended, apart from what the reply said. */
public enum Ending {
  /** The reply is whole as HTTP sees it. */
  WHOLE,
  /** We closed it on purpose. */
  CANCELLED,
  /** There never was a connection. */
  NO_CONNECTION,
  /** The connection was lost. */
  LOST,
  /** Nothing came for the stall limit. */
  STALLED,
  /** The first token or the end took too long. */
  TIMED_OUT,
  /** The run ended first. */
  ABANDONED
}
