package io.faultstream.measure;

import static io.faultstream.measure.SampleHistory.INJECT;
import static io.faultstream.measure.SampleHistory.MILLI;
import static io.faultstream.measure.SampleHistory.PROMPT;

import io.faultstream.history.Observation;
import io.faultstream.history.Observation.EdgeGap;
import io.faultstream.history.Observation.Gap;
import io.faultstream.history.Observation.Mismatch;
import io.faultstream.history.Observation.Reply;
import io.faultstream.history.Observation.Times;
import io.faultstream.history.Observation.Tokens;
import io.faultstream.history.Outcome;
import io.faultstream.spec.Phase;
import java.util.List;
import java.util.Optional;

/** Single requests of a {@link SampleHistory}, and what can happen to them. */
public final class Streams {
  private static final long TOKEN = 5_700_000L;

  private Streams() {}

  /** A stream of 100 tokens that took 597 ms. */
  public static Observation completed(long id, Phase phase, long intended) {
    long first = intended + 30 * MILLI;
    long last = first + 99 * TOKEN;
    return new Observation(
        id,
        phase,
        new Times(intended, intended + MILLI, intended + 20 * MILLI, first, last, last + 2 * MILLI),
        Outcome.COMPLETED,
        new Reply(200, "", "x-" + id, "chatcmpl-r" + id, "length", true),
        new Tokens(100, 100, PROMPT),
        List.of(new Gap(first, 7 * MILLI), new Gap(first + 8 * MILLI, 6 * MILLI)),
        List.of(),
        Optional.empty(),
        List.of());
  }

  /** In flight at the fault, on worker-0, with a token before it and more after it. */
  public static boolean onVictim(Observation o) {
    return atFault(o) && o.id() % 2 == 0;
  }

  /** The same on worker-1. */
  public static boolean elsewhere(Observation o) {
    return atFault(o) && o.id() % 2 == 1;
  }

  /** Sent at least 300 ms before the fault and at least 110 ms from its end. */
  private static boolean atFault(Observation o) {
    long age = INJECT - o.times().intended();
    return age >= 300 * MILLI && age <= 480 * MILLI;
  }

  /** It was silent for so long from 1 ms before the fault, and all the rest came later. */
  public static Observation pausing(Observation o, long pauseNanos, boolean moved) {
    Times t = o.times();
    long later = pauseNanos - TOKEN;
    long start = INJECT - MILLI;
    return new Observation(
        o.id(),
        o.phase(),
        new Times(
            t.intended(),
            t.sent(),
            t.headers(),
            t.firstToken(),
            t.lastToken() + later,
            t.end() + later),
        o.outcome(),
        o.reply(),
        new Tokens(100, 100, moved ? PROMPT + 50 : PROMPT),
        List.of(new Gap(start, pauseNanos), new Gap(t.firstToken(), 7 * MILLI)),
        List.of(new EdgeGap(0, start, pauseNanos)),
        Optional.empty(),
        List.of());
  }

  /** It ended like this so long after the fault, half its tokens there. */
  public static Observation ended(Observation o, Outcome outcome, long afterFault) {
    Times t = o.times();
    long end = INJECT + afterFault;
    return new Observation(
        o.id(),
        o.phase(),
        new Times(t.intended(), t.sent(), t.headers(), t.firstToken(), INJECT - MILLI, end),
        outcome,
        new Reply(200, "lost", "x-" + o.id(), o.reply().replyId(), "", true),
        new Tokens(50, -1, -1),
        o.longestGaps(),
        List.of(new EdgeGap(0, INJECT - MILLI, afterFault + MILLI)),
        Optional.empty(),
        List.of());
  }

  /** It failed without a token, so long after it was intended. */
  public static Observation refused(Observation o, Outcome outcome, long afterNanos) {
    long intended = o.times().intended();
    return new Observation(
        o.id(),
        o.phase(),
        new Times(
            intended,
            o.times().sent(),
            Observation.NEVER,
            Observation.NEVER,
            Observation.NEVER,
            intended + afterNanos),
        outcome,
        new Reply(503, "no", "x-" + o.id(), "", "", false),
        new Tokens(0, -1, -1),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of());
  }

  /** All of it came so much later than it was intended; the sending was late by {@code late}. */
  public static Observation slower(Observation o, long byNanos, long late) {
    Times t = o.times();
    return new Observation(
        o.id(),
        o.phase(),
        new Times(
            t.intended(),
            t.sent() + late,
            t.headers() + byNanos,
            t.firstToken() + byNanos,
            t.lastToken() + byNanos,
            t.end() + byNanos),
        o.outcome(),
        o.reply(),
        o.tokens(),
        o.longestGaps(),
        o.edgeGaps(),
        o.mismatch(),
        List.of());
  }

  /** The same as a second attempt at another request. */
  public static Observation again(Observation o, long first) {
    return new Observation(
        o.id(),
        o.phase(),
        o.times(),
        o.outcome(),
        o.reply(),
        o.tokens(),
        o.longestGaps(),
        o.edgeGaps(),
        o.mismatch(),
        o.chunkMicros(),
        Optional.of(new Observation.Turn(-1, first, 2)));
  }

  /** With this error in its reply; all else as it was. */
  public static Observation saying(Observation o, String error) {
    Reply r = o.reply();
    return new Observation(
        o.id(),
        o.phase(),
        o.times(),
        o.outcome(),
        new Reply(r.status(), error, r.requestId(), r.replyId(), r.finishReason(), r.endMark()),
        o.tokens(),
        o.longestGaps(),
        o.edgeGaps(),
        o.mismatch(),
        List.of());
  }

  /** Another outcome, tokens and mismatch; all else as it was. */
  public static Observation text(
      Observation o, Outcome outcome, Tokens tokens, Optional<Mismatch> mismatch) {
    return new Observation(
        o.id(),
        o.phase(),
        o.times(),
        outcome,
        o.reply(),
        tokens,
        o.longestGaps(),
        o.edgeGaps(),
        mismatch,
        List.of());
  }
}
