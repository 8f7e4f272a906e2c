package io.faultstream.cluster.defect;

import java.util.function.IntUnaryOperator;

/** What one worker does wrong; each method says what is right unless a defect says otherwise. */
public interface WorkerDefect {

  /** All is as it should be. */
  WorkerDefect NONE = new WorkerDefect() {};

  /**
   * A request begins; on the event loop.
   *
   * @param carried tokens of its answer that another worker gave before
   * @return which token is sent in the place of each, called in their order by one thread
   */
  default IntUnaryOperator begins(int carried) {
    return IntUnaryOperator.identity();
  }

  /**
   * How long a step of the engine takes; on the engine's thread.
   *
   * @param nanos by rights
   * @param running requests that run
   */
  default long stepNanos(long nanos, int running) {
    return nanos;
  }
}
