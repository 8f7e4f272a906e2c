package io.faultstream.process;

import java.io.IOException;

/**
 * How entries of one kind are undone from another process, by what the journal says alone. Both
 * calls may come any number of times.
 */
public interface Undo {
  /** Whether there is anything left to undo: an independent look, no memory. */
  boolean left(JournalEntry entry);

  /**
   * Undoes it, bounded in time; {@link #left} is asked afterwards.
   *
   * @throws IOException when it cannot be done
   * @throws InterruptedException when interrupted meanwhile
   */
  void undo(JournalEntry entry) throws IOException, InterruptedException;
}
