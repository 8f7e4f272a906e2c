package io.faultstream.measure.streams;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;

/**
 * The prompt tokens that are usual in this run, from replies that ended before the first fault.
 * Where an engine reports its own usage, a moved stream shows more: the tokens already sent are
 * part of the prompt of its second worker. Says nothing where the replies do not all agree. One
 * thread.
 */
public final class PromptTokens {
  private final long firstFaultNanos;
  private int smallest = Integer.MAX_VALUE;
  private int largest = -1;
  private boolean movesShow;

  /**
   * The usual number before this moment.
   *
   * @param firstFaultNanos the first injection, from the run's start
   */
  public PromptTokens(long firstFaultNanos) {
    this.firstFaultNanos = firstFaultNanos;
  }

  /** Looks at one request. */
  public void add(Observation seen) {
    int prompt = seen.tokens().prompt();
    if (prompt < 0 || seen.outcome() != Outcome.COMPLETED) {
      return;
    }
    if (seen.times().end() <= firstFaultNanos) {
      smallest = Math.min(smallest, prompt);
      largest = Math.max(largest, prompt);
    } else {
      movesShow = movesShow || (largest >= 0 && prompt > largest);
    }
  }

  /** Whether all replies before the first fault agreed. */
  public boolean known() {
    return largest >= 0 && smallest == largest;
  }

  /** Whether this reply's prompt is larger than usual. */
  public boolean saysMoved(Observation seen) {
    return known() && seen.tokens().prompt() > largest;
  }

  /** Whether this reply's prompt is as usual, in a run where moved streams show. */
  public boolean saysNotMoved(Observation seen) {
    return known() && movesShow && seen.tokens().prompt() == largest;
  }
}
