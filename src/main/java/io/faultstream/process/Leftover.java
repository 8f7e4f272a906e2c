package io.faultstream.process;

import java.nio.file.Path;

/**
 * What became of one open entry of a journal.
 *
 * @param journal the journal's file
 * @param entry what it is about
 * @param result what was found or done
 * @param sentence the same for people
 */
public record Leftover(Path journal, JournalEntry entry, Result result, String sentence) {

  /** What was found or done. */
  public enum Result {
    /** It is there, and nothing has been done about it. */
    FOUND,
    /** It was there, was undone, and that is proven. */
    UNDONE,
    /** It was gone already. */
    NOTHING_LEFT,
    /** It is still there. */
    LEAKED,
    /** The run it belongs to is alive: it was left alone. */
    IN_USE
  }
}
