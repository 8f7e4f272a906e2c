package io.faultstream.process;

import io.faultstream.time.Poll;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ends a process by its identity: CONT and TERM, then KILL, then the proof; what it started itself
 * and did not end is killed after it. Stateless.
 */
final class EndOrphan implements Undo {
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration EVERY = Duration.ofMillis(20);

  @Override
  public boolean left(JournalEntry entry) {
    return Family.from(entry.data()).alive();
  }

  @Override
  public void undo(JournalEntry entry) throws IOException, InterruptedException {
    end(Family.from(entry.data()), GRACE);
  }

  /**
   * Ends the first, giving it {@code grace} to do so itself, then kills the others until none is
   * left, as one may start another while it is being ended.
   *
   * @return whether all are proven gone
   * @throws IOException when one that is still there cannot be killed
   */
  static boolean end(Family family, Duration grace) throws IOException, InterruptedException {
    boolean gone = end(family.first(), grace);
    List<IOException> failures = new ArrayList<>();
    boolean alone =
        Poll.until(
                GRACE, EVERY, () -> killed(family, failures) ? Optional.of(true) : Optional.empty())
            .isPresent();
    if (!alone && !failures.isEmpty()) {
      throw failures.get(failures.size() - 1);
    }
    return gone && alone;
  }

  /** Kills those that are there; whether there was none. */
  private static boolean killed(Family family, List<IOException> failures)
      throws InterruptedException {
    List<ProcessIdentity> others = family.others();
    for (ProcessIdentity other : others) {
      try {
        Signal.KILL.sendTo(other);
      } catch (IOException e) {
        failures.add(e);
      }
    }
    return others.isEmpty();
  }

  /**
   * Ends it, giving it {@code grace} to do so itself.
   *
   * @return whether it is proven gone
   */
  static boolean end(ProcessIdentity process, Duration grace)
      throws IOException, InterruptedException {
    // TERM first, so that a stopped process finds it waiting when it goes on.
    Signal.TERM.sendTo(process);
    if (process.stopped()) {
      Signal.CONT.sendTo(process);
    }
    if (gone(process, grace)) {
      return true;
    }
    Signal.KILL.sendTo(process);
    return gone(process, GRACE);
  }

  static boolean gone(ProcessIdentity process, Duration within) throws InterruptedException {
    return Poll.until(within, EVERY, () -> Optional.of(true).filter(any -> !process.alive()))
        .isPresent();
  }
}
