package io.faultstream.cluster.defect;

/** The engine does not let go of what was cancelled, though the worker says that it did. */
final class UnheededCancel implements WorkerDefect {
  private final Cancelled cancelled;

  UnheededCancel(Cancelled cancelled) {
    this.cancelled = cancelled;
  }

  @Override
  public Cancelled cancelled() {
    return cancelled;
  }
}
