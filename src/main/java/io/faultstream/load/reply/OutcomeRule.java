package io.faultstream.load.reply;

import io.faultstream.history.Outcome;

/** From what is known of a reply to its outcome: a pure function, first match wins. */
public final class OutcomeRule {
  private OutcomeRule() {}

  /** The outcome of a reply; see {@link Outcome} for the order. */
  public static Outcome of(ReplyFacts facts) {
    if (facts.ending() == Ending.CANCELLED) {
      return Outcome.CANCELLED;
    }
    if (facts.ending() == Ending.NO_CONNECTION) {
      return Outcome.UNREACHABLE;
    }
    if (facts.status() != 0 && facts.status() != 200) {
      return ofErrorStatus(facts);
    }
    if (facts.errorInside()) {
      return Outcome.STREAM_ERROR;
    }
    if (facts.corrupted()) {
      return Outcome.CORRUPTED;
    }
    return switch (facts.ending()) {
      case LOST -> Outcome.BROKEN;
      case STALLED -> Outcome.STALLED;
      case TIMED_OUT -> Outcome.TIMED_OUT;
      case ABANDONED -> Outcome.ABANDONED;
      case WHOLE, CANCELLED, NO_CONNECTION -> ofWhole(facts);
    };
  }

  private static Outcome ofErrorStatus(ReplyFacts facts) {
    int status = facts.status();
    if (status == 529 || status == 429 || (status == 503 && facts.overloadBody())) {
      return Outcome.REJECTED;
    }
    // A status of one's own for it; 503 has other reasons too.
    if (status == facts.rejectionStatus() && status != 503) {
      return Outcome.REJECTED;
    }
    if (status == 503 || (status == 404 && facts.bodyEmpty())) {
      return Outcome.UNAVAILABLE;
    }
    return status >= 400 && status < 500 ? Outcome.BAD_REQUEST : Outcome.SERVER_ERROR;
  }

  private static Outcome ofWhole(ReplyFacts facts) {
    if (facts.tokens() == 0) {
      return Outcome.EMPTY;
    }
    return facts.finished() && facts.endMark() ? Outcome.COMPLETED : Outcome.TRUNCATED;
  }
}
