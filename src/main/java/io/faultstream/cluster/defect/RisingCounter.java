package io.faultstream.cluster.defect;

/** Each tenth request that ends well counts as moved. */
final class RisingCounter implements FrontendDefect {
  private static final int EACH = 10;

  private int ended;

  @Override
  public boolean inventsMove() {
    return ++ended % EACH == 0;
  }
}
