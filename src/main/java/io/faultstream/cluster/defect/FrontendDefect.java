package io.faultstream.cluster.defect;

import io.faultstream.cluster.discovery.Instance;
import java.time.Duration;
import java.util.List;

/**
 * What one frontend does wrong; each method says what is right unless a defect says otherwise. For
 * the event loop.
 */
public interface FrontendDefect {

  /** All is as it should be. */
  FrontendDefect NONE = new FrontendDefect() {};

  /** What becomes of a running stream whose worker was lost. */
  enum Fate {
    /** Another worker is asked. */
    MOVES,
    /** It ends with an error. */
    FAILS,
    /** It is forgotten. */
    HANGS
  }

  /** How a stream ends that has all its tokens. */
  enum End {
    /** With finish reason and end mark. */
    WHOLE,
    /** Without the chunk of the finish reason. */
    WITHOUT_REASON,
    /** Without the end mark. */
    WITHOUT_MARK
  }

  /** A running stream has lost its worker. */
  default Fate streamLost() {
    return Fate.MOVES;
  }

  /** Whether that counts as a move. */
  default boolean countsMove() {
    return true;
  }

  /** Whether a request that ended well counts as moved, though it was not. */
  default boolean inventsMove() {
    return false;
  }

  /** How long a new request waits before a worker is asked. */
  default Duration delay() {
    return Duration.ZERO;
  }

  /** Whether a new request begins with 200 and then ends with an error. */
  default boolean breaks() {
    return false;
  }

  /** Whether the worker hears of a client that is gone. */
  default boolean tellsWorker() {
    return true;
  }

  /** How a stream ends, by whether it moved. */
  default End end(boolean moved) {
    return End.WHOLE;
  }

  /** Whether this worker may be asked. */
  default boolean asks(long instanceId) {
    return true;
  }

  /** The workers that are told of, given those that are there. */
  default List<Instance> told(List<Instance> present) {
    return present;
  }
}
