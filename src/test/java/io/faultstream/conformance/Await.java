package io.faultstream.conformance;

import io.faultstream.time.Poll;
import java.time.Duration;
import java.util.Optional;

/** Waiting for what must come, under a deadline that a busy machine keeps too. Stateless. */
final class Await {
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final Duration EVERY = Duration.ofMillis(5);

  private Await() {}

  /** A condition outside; may be asked any number of times. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws InterruptedException;
  }

  /** Waits until it holds; an error that names it when it does not. */
  static void that(String what, Condition condition) throws InterruptedException {
    value(what, () -> condition.holds() ? Optional.of(true) : Optional.empty());
  }

  /** Waits until it is there. */
  static <T> T value(String what, Poll.Question<T> question) throws InterruptedException {
    return Poll.until(WITHIN, EVERY, question)
        .orElseThrow(() -> new AssertionError("not within " + WITHIN.toSeconds() + " s: " + what));
  }
}
