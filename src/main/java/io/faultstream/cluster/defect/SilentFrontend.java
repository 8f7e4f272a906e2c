package io.faultstream.cluster.defect;

/** Sees that a client is gone, says so and counts it, and lets its worker compute on. */
final class SilentFrontend implements FrontendDefect {
  @Override
  public boolean tellsWorker() {
    return false;
  }
}
