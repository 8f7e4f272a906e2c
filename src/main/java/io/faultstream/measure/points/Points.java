package io.faultstream.measure.points;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.spec.Phase;
import java.util.Arrays;

/**
 * The moments and the outcome of every request that was sent, in columns: 40 bytes a request, so
 * that a million of them stay below 100 MB while the columns grow. Filled by one thread, then read.
 */
public final class Points {
  private long[] intended = new long[1024];
  private long[] sent = new long[1024];
  private long[] firstToken = new long[1024];
  private long[] end = new long[1024];
  private Outcome[] outcome = new Outcome[1024];
  private Phase[] phase = new Phase[1024];
  private boolean[] timed = new boolean[1024];
  private int size;

  /** Adds a request that counts for times to first token; one that was not sent is left out. */
  public void add(Observation observation) {
    add(observation, true);
  }

  /** The same of any request. */
  public void add(Observation observation, boolean timesFirstToken) {
    if (!observation.wasSent()) {
      return;
    }
    if (size == intended.length) {
      grow();
    }
    intended[size] = observation.times().intended();
    sent[size] = observation.times().sent();
    firstToken[size] = observation.times().firstToken();
    end[size] = observation.times().end();
    outcome[size] = observation.outcome();
    phase[size] = observation.phase();
    timed[size] = timesFirstToken;
    size++;
  }

  private void grow() {
    int wanted = size * 2;
    intended = Arrays.copyOf(intended, wanted);
    sent = Arrays.copyOf(sent, wanted);
    firstToken = Arrays.copyOf(firstToken, wanted);
    end = Arrays.copyOf(end, wanted);
    outcome = Arrays.copyOf(outcome, wanted);
    phase = Arrays.copyOf(phase, wanted);
    timed = Arrays.copyOf(timed, wanted);
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** The intended moment of request {@code i}, nanoseconds from the run's start. */
  public long intended(int i) {
    return intended[i];
  }

  /** When it was sent. */
  public long sent(int i) {
    return sent[i];
  }

  /** When its first token came; {@link Observation#NEVER} without one. */
  public long firstToken(int i) {
    return firstToken[i];
  }

  /** Whether a token came, of a request that counts for times to first token. */
  public boolean timed(int i) {
    return timed[i] && hasToken(i);
  }

  /** Whether a token came. */
  public boolean hasToken(int i) {
    return firstToken[i] != Observation.NEVER;
  }

  /** Time to first token from the intended moment; {@link Long#MAX_VALUE} without a token. */
  public long ttftNanos(int i) {
    return hasToken(i) ? firstToken[i] - intended[i] : Long.MAX_VALUE;
  }

  /** When it ended. */
  public long end(int i) {
    return end[i];
  }

  /** How it ended. */
  public Outcome outcome(int i) {
    return outcome[i];
  }

  /** The phase in which it was intended. */
  public Phase phase(int i) {
    return phase[i];
  }
}
