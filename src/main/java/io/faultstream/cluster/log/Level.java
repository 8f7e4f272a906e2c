package io.faultstream.cluster.log;

/** How much a log line matters; a process prints its own level and those above. */
public enum Level {
  /** One line per control message: for looking at a single request. */
  DEBUG,
  /** What each request and each process does; the default. */
  INFO,
  /** Something went wrong and was handled. */
  WARN,
  /** A request or the process failed. */
  ERROR
}
