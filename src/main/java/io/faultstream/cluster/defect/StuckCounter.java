package io.faultstream.cluster.defect;

/** Streams move and are not counted. */
final class StuckCounter implements FrontendDefect {
  @Override
  public boolean countsMove() {
    return false;
  }
}
