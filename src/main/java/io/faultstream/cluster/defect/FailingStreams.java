package io.faultstream.cluster.defect;

/**
 * Once a worker was lost, each 25th new request fails: 4 %, beyond what a success rate of 99 %
 * allows and within the 5 % by which a window may lie below what is usual.
 */
final class FailingStreams implements FrontendDefect {
  private static final int EACH = 25;

  private boolean afterLoss;
  private int begun;

  @Override
  public Fate streamLost() {
    afterLoss = true;
    return Fate.MOVES;
  }

  @Override
  public boolean breaks() {
    return afterLoss && ++begun % EACH == 0;
  }
}
