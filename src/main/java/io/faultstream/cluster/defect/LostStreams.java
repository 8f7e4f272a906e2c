package io.faultstream.cluster.defect;

/** Each second stream that lost its worker, from the first on, does not move. */
final class LostStreams implements FrontendDefect {
  private final Fate fate;
  private int lost;

  LostStreams(Fate fate) {
    this.fate = fate;
  }

  @Override
  public Fate streamLost() {
    return lost++ % 2 == 0 ? fate : Fate.MOVES;
  }
}
