package io.faultstream.process;

/** For what leaves nothing behind once its run has ended. Stateless. */
final class NothingToUndo implements Undo {
  @Override
  public boolean left(JournalEntry entry) {
    return false;
  }

  @Override
  public void undo(JournalEntry entry) {
    // There is nothing.
  }
}
