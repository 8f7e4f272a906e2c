package io.faultstream.time;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Waiting for something outside to become true, always under a deadline. Stateless; the calling
 * thread waits.
 */
public final class Poll {
  private Poll() {}

  /** A question asked again and again; may throw what {@link InterruptedException} allows. */
  @FunctionalInterface
  public interface Question<T> {
    /** The answer, or empty when it is not there yet. */
    Optional<T> ask() throws InterruptedException;
  }

  /**
   * Asks until there is an answer or the time is over; asks at least once.
   *
   * @param within how long to go on asking
   * @param every pause between two questions
   * @return the answer, or empty when the time was over first
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  public static <T> Optional<T> until(Duration within, Duration every, Question<T> question)
      throws InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    while (true) {
      Optional<T> answer = question.ask();
      if (answer.isPresent() || System.nanoTime() - end >= 0) {
        return answer;
      }
      LockSupport.parkNanos(every.toNanos());
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while polling");
      }
    }
  }
}
