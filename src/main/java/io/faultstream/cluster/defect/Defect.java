package io.faultstream.cluster.defect;

import io.faultstream.cluster.time.Ticker;
import java.time.Duration;
import java.util.Locale;

/**
 * What a program does wrong on purpose; all of a cluster are told the same, and each does its part
 * of it.
 */
public enum Defect {
  /** All is as it should be. */
  NONE,
  /** Each second stream whose worker was lost ends with an error instead of moving. */
  LOSE_AT_MIGRATION,
  /** The worker that takes a stream over gives its last token once more. */
  REPEAT_AFTER_MIGRATION,
  /** The worker that takes a stream over leaves a token out. */
  SKIP_AFTER_MIGRATION,
  /** The worker that takes a stream over begins with a wrong word. */
  WRONG_TEXT_AFTER_MIGRATION,
  /** Each second stream that moved ends without its finish reason. */
  NO_FINISH_REASON,
  /** Each second stream that moved ends without its end mark. */
  NO_END_MARK,
  /** Once a worker was lost, each 25th new stream begins with 200 and ends with an error. */
  ERROR_IN_STREAM,
  /** Each second stream whose worker was lost gets nothing more and is never closed. */
  STALL_FOR_EVER,
  /** Once a worker was lost, each new request waits for 3 s. */
  NEVER_RECOVERS,
  /** The same, for 15 s. */
  RECOVERS_SLOWLY,
  /** Streams that move are not counted as moved. */
  COUNTER_STUCK,
  /** Each tenth request that ends well is counted as moved. */
  COUNTER_RISES,
  /** Workers that are gone stay in {@code /health}. */
  HEALTH_LIES,
  /** Workers that come after another was lost are not asked. */
  IDLE_AFTER_RESTART,
  /** Each step of the engine takes longer. */
  SLOW,
  /** Each step of the engine takes longer once it has taken a stream over. */
  SLOW_AFTER_FAULT,
  /** What a cancelled request holds of the engine is never free again. */
  LEAK_SLOT_AFTER_CANCEL,
  /** The engine computes the whole answer of a cancelled request. */
  IGNORE_CANCEL,
  /** The worker is not told that a client is gone. */
  NO_CANCEL_PROPAGATION;

  private static final Duration NO_END = Duration.ofDays(1000);

  /** Well beyond the 10 s after which a dead worker's lease has ended. */
  private static final Duration SLOWLY = Duration.ofSeconds(15);

  /** A frontend's part of it. */
  public FrontendDefect ofFrontend(Ticker ticker) {
    return switch (this) {
      case LOSE_AT_MIGRATION -> new LostStreams(FrontendDefect.Fate.FAILS);
      case STALL_FOR_EVER -> new LostStreams(FrontendDefect.Fate.HANGS);
      case NO_FINISH_REASON -> new BadEnd(FrontendDefect.End.WITHOUT_REASON);
      case NO_END_MARK -> new BadEnd(FrontendDefect.End.WITHOUT_MARK);
      case ERROR_IN_STREAM -> new FailingStreams();
      case NEVER_RECOVERS -> new LongRecovery(ticker, NO_END);
      case RECOVERS_SLOWLY -> new LongRecovery(ticker, SLOWLY);
      case COUNTER_STUCK -> new StuckCounter();
      case COUNTER_RISES -> new RisingCounter();
      case HEALTH_LIES -> new LyingHealth();
      case IDLE_AFTER_RESTART -> new IdleNewcomers();
      case NO_CANCEL_PROPAGATION -> new SilentFrontend();
      case NONE,
          REPEAT_AFTER_MIGRATION,
          SKIP_AFTER_MIGRATION,
          WRONG_TEXT_AFTER_MIGRATION,
          SLOW,
          SLOW_AFTER_FAULT,
          LEAK_SLOT_AFTER_CANCEL,
          IGNORE_CANCEL ->
          FrontendDefect.NONE;
    };
  }

  /**
   * A worker's part of it.
   *
   * @param share by which steps take longer, where that is the defect
   * @param above only while more requests than this run
   */
  public WorkerDefect ofWorker(double share, int above) {
    return switch (this) {
      case REPEAT_AFTER_MIGRATION -> WrongTakeover.shifted(-1);
      case SKIP_AFTER_MIGRATION -> WrongTakeover.shifted(1);
      case WRONG_TEXT_AFTER_MIGRATION -> WrongTakeover.wrongWord();
      case SLOW -> new SlowSteps(share, above, true);
      case SLOW_AFTER_FAULT -> new SlowSteps(share, above, false);
      case LEAK_SLOT_AFTER_CANCEL -> new UnheededCancel(WorkerDefect.Cancelled.KEEPS_ITS_PLACE);
      case IGNORE_CANCEL -> new UnheededCancel(WorkerDefect.Cancelled.GOES_ON);
      case NONE,
          LOSE_AT_MIGRATION,
          NO_FINISH_REASON,
          NO_END_MARK,
          ERROR_IN_STREAM,
          STALL_FOR_EVER,
          NEVER_RECOVERS,
          RECOVERS_SLOWLY,
          COUNTER_STUCK,
          COUNTER_RISES,
          HEALTH_LIES,
          IDLE_AFTER_RESTART,
          NO_CANCEL_PROPAGATION ->
          WorkerDefect.NONE;
    };
  }

  /** As on the command line: {@code lose-at-migration}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
