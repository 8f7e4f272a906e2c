package io.faultstream.history.ends;

/**
 * The end of a process of the target that we started, while the run went on: a line of {@code
 * ends.jsonl}. It is seen within a tenth of a second.
 *
 * @param atNanos when it was seen, nanoseconds from the run's start
 * @param process its name
 * @param pid its number
 * @param exitCode its exit code; 128 and the signal's number where a signal ended it
 * @param asked whether we had told it to end, by a fault
 */
public record ProcessEnd(long atNanos, String process, long pid, int exitCode, boolean asked) {
  private static final int SIGNALS = 128;

  /** Linux has 64 of them. */
  private static final int LAST_SIGNAL = 64;

  /** Whether a signal ended it, and not the process itself. */
  public boolean bySignal() {
    return exitCode > SIGNALS && exitCode <= SIGNALS + LAST_SIGNAL;
  }
}
