package io.faultstream.cluster.defect;

import java.util.function.IntUnaryOperator;

/** What one worker does wrong; each method says what is right unless a defect says otherwise. */
public interface WorkerDefect {

  /** All is as it should be. */
  WorkerDefect NONE = new WorkerDefect() {};

  /** What becomes in the engine of a request that the frontend does not want any more. */
  enum Cancelled {
    /** It ends at once, and what it held is free. */
    STOPS,
    /** It ends at once, and what it held stays taken for ever. */
    KEEPS_ITS_PLACE,
    /** Its answer is computed to its end, for nobody. */
    GOES_ON
  }

  /**
   * A request begins; on the event loop.
   *
   * @param carried tokens of its answer that another worker gave before
   * @return which token is sent in the place of each, called in their order by one thread
   */
  default IntUnaryOperator begins(int carried) {
    return IntUnaryOperator.identity();
  }

  /** What becomes of a request that is cancelled; on the engine's thread. */
  default Cancelled cancelled() {
    return Cancelled.STOPS;
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
