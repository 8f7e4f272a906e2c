package io.faultstream.cluster.defect;

/** Each second stream that moved, from the first on, ends badly. */
final class BadEnd implements FrontendDefect {
  private final End bad;
  private int moved;

  BadEnd(End bad) {
    this.bad = bad;
  }

  @Override
  public End end(boolean hasMoved) {
    return hasMoved && moved++ % 2 == 0 ? bad : End.WHOLE;
  }
}
