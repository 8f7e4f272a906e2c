package io.faultstream.cluster.defect;

import io.faultstream.cluster.time.Ticker;
import java.time.Duration;

/**
 * For a time after a worker was lost each new request waits, as where the router still asks the
 * lost one first and finds out by a timeout each time.
 */
final class LongRecovery implements FrontendDefect {
  private static final Duration WAIT = Duration.ofSeconds(3);

  private final Ticker ticker;
  private final Duration length;
  private boolean afterLoss;
  private long lostNanos;

  LongRecovery(Ticker ticker, Duration length) {
    this.ticker = ticker;
    this.length = length;
  }

  @Override
  public Fate streamLost() {
    afterLoss = true;
    lostNanos = ticker.nanos();
    return Fate.MOVES;
  }

  @Override
  public Duration delay() {
    boolean recovering = afterLoss && ticker.nanos() - lostNanos < length.toNanos();
    return recovering ? WAIT : Duration.ZERO;
  }
}
