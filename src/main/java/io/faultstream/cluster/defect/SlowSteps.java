package io.faultstream.cluster.defect;

import java.util.function.IntUnaryOperator;

/** Steps take longer while many requests run: always, or from the first stream taken over on. */
final class SlowSteps implements WorkerDefect {
  private final double factor;
  private final int above;

  /** Set on the event loop, read on the engine's thread. */
  private volatile boolean slow;

  SlowSteps(double share, int above, boolean fromTheStart) {
    this.factor = 1 + share;
    this.above = above;
    this.slow = fromTheStart;
  }

  @Override
  public IntUnaryOperator begins(int carried) {
    if (carried > 0) {
      slow = true;
    }
    return IntUnaryOperator.identity();
  }

  @Override
  public long stepNanos(long nanos, int running) {
    return slow && running > above ? Math.round(nanos * factor) : nanos;
  }
}
