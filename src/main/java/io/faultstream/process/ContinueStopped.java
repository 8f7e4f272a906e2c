package io.faultstream.process;

import io.faultstream.time.Poll;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Lets a stopped process go on. Stateless. */
final class ContinueStopped implements Undo {
  private static final Duration WITHIN = Duration.ofSeconds(2);
  private static final Duration EVERY = Duration.ofMillis(10);

  @Override
  public boolean left(JournalEntry entry) {
    return ProcessIdentity.from(entry.data()).stopped();
  }

  @Override
  public void undo(JournalEntry entry) throws IOException, InterruptedException {
    ProcessIdentity process = ProcessIdentity.from(entry.data());
    Signal.CONT.sendTo(process);
    Poll.until(WITHIN, EVERY, () -> Optional.of(true).filter(any -> !process.stopped()));
  }
}
