package io.faultstream.measure.cancellation;

import static io.faultstream.measure.SampleHistory.MILLI;

import io.faultstream.history.Observation;
import io.faultstream.history.Observation.Gap;
import io.faultstream.history.Observation.Reply;
import io.faultstream.history.Observation.Times;
import io.faultstream.history.Observation.Tokens;
import io.faultstream.history.Outcome;
import io.faultstream.spec.Phase;
import java.util.List;
import java.util.Optional;

/** Single requests of clients that stay and of clients that leave. */
final class Clients {
  private static final long NEVER = Observation.NEVER;

  private Clients() {}

  /** Sent a millisecond late, with all its 100 tokens after 30 ms and an end so long after. */
  static Observation stayed(long id, Phase phase, long intended, long e2e) {
    return of(
        id,
        phase,
        times(intended, intended + 20 * MILLI, intended + 30 * MILLI, intended + e2e),
        Outcome.COMPLETED,
        100);
  }

  /** Left so long after its sending, with so many tokens; without any the headers came too. */
  static Observation left(long id, Phase phase, long intended, int chunks, long after) {
    long end = intended + MILLI + after;
    long first = chunks > 0 ? intended + 2 * MILLI : NEVER;
    return of(
        id, phase, times(intended, intended + 2 * MILLI, first, end), Outcome.CANCELLED, chunks);
  }

  /** Left so long after its sending, before anything of its reply had come. */
  static Observation leftAlone(long id, Phase phase, long intended, long after) {
    return of(
        id, phase, times(intended, NEVER, NEVER, intended + MILLI + after), Outcome.CANCELLED, 0);
  }

  /** The same request, ended like this. */
  static Observation ending(Observation o, Outcome outcome) {
    return of(o.id(), o.phase(), o.times(), outcome, o.tokens().chunks());
  }

  /** Never sent. */
  static Observation unsent(long id, Phase phase, long intended) {
    return of(
        id, phase, new Times(intended, NEVER, NEVER, NEVER, NEVER, intended), Outcome.CANCELLED, 0);
  }

  private static Times times(long intended, long headers, long first, long end) {
    return new Times(intended, intended + MILLI, headers, first, first == NEVER ? first : end, end);
  }

  private static Observation of(long id, Phase phase, Times times, Outcome outcome, int chunks) {
    boolean whole = outcome == Outcome.COMPLETED;
    return new Observation(
        id,
        phase,
        times,
        outcome,
        new Reply(
            times.headers() == NEVER ? 0 : 200,
            "",
            "fs-7-" + id,
            "chatcmpl-r" + id,
            whole ? "length" : "",
            whole),
        new Tokens(chunks, whole ? chunks : -1, whole ? 18 : -1),
        chunks > 1 ? List.of(new Gap(times.firstToken(), 7 * MILLI)) : List.of(),
        List.of(),
        Optional.empty(),
        List.of());
  }
}
