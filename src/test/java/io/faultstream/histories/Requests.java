package io.faultstream.histories;

import static io.faultstream.histories.Shape.MILLI;
import static io.faultstream.histories.Shape.TOKENS;

import io.faultstream.history.Observation;
import io.faultstream.history.Observation.EdgeGap;
import io.faultstream.history.Observation.Gap;
import io.faultstream.history.Observation.Reply;
import io.faultstream.history.Observation.Times;
import io.faultstream.history.Observation.Tokens;
import io.faultstream.history.Outcome;
import io.faultstream.measure.SampleHistory;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.time.Chance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * The requests of a generated history, each made from the seed and its number alone, so that none
 * need be kept. All complete; those on the victim pause for 8 to 33 ms and go on elsewhere.
 */
final class Requests {
  private final Shape shape;
  private final ExperimentSpec spec;
  private final Chance chance;
  private final long tokenNanos;

  Requests(Shape shape) {
    this.shape = shape;
    this.spec = shape.spec();
    this.chance = new Chance(shape.seed());
    this.tokenNanos = shape.tokenMicros() * 1000L;
  }

  /** The request of this number. */
  Observation at(long id) {
    SplittableRandom random = chance.named(Long.toString(id));
    long intended = shape.intended(id);
    long sent = intended + 200_000 + random.nextInt(1_000_000);
    long first = sent + firstToken(random.nextDouble());
    long last = first + (TOKENS - 1) * tokenNanos;
    long inject = shape.injectNanos();
    boolean atFault = sent <= inject && last + MILLI > inject;
    boolean moved = atFault && id % 2 == 0;
    long pause = moved ? (8 + random.nextInt(25)) * MILLI : 0;
    int before = tokensBefore(inject, first, last);
    int prompt = SampleHistory.PROMPT + (moved ? before : 0);
    long firstSeen = moved && before == 0 ? first + pause : first;
    Gap longest = new Gap(firstSeen, tokenNanos + random.nextInt(1_000_000));
    Gap atEdge = gapAt(inject, sent, first, pause);
    List<Gap> gaps = moved && before > 0 ? List.of(atEdge, longest) : List.of(longest);
    return new Observation(
        id,
        spec.phaseAt(intended),
        new Times(
            intended, sent, firstSeen - 5 * MILLI, firstSeen, last + pause, last + pause + MILLI),
        Outcome.COMPLETED,
        new Reply(200, "", "fs-" + id, "chatcmpl-r" + id, "length", true),
        new Tokens(TOKENS, TOKENS, prompt),
        gaps,
        edges(atFault, atEdge, sent, first, last + pause),
        Optional.empty(),
        atFault || id % 100 == 0 ? arrivals(first - sent, before, pause) : List.of());
  }

  /** 10 to some 120 ms, half of them below 30 ms. */
  private static long firstToken(double chance) {
    return (long) (10 * MILLI + 20 * MILLI * Math.pow(2 * chance, 2.3));
  }

  private int tokensBefore(long nanos, long first, long last) {
    return nanos < first ? 0 : (int) ((Math.min(nanos, last) - first) / tokenNanos) + 1;
  }

  /** The silence that this moment fell into, so much longer for a pause. */
  private Gap gapAt(long nanos, long sent, long first, long pause) {
    if (nanos < first) {
      return new Gap(sent, first - sent + pause);
    }
    int before = Math.min(TOKENS, (int) ((nanos - first) / tokenNanos) + 1);
    long usual = before == TOKENS ? MILLI : tokenNanos;
    return new Gap(first + (before - 1) * tokenNanos, usual + pause);
  }

  private List<EdgeGap> edges(boolean atFault, Gap gap, long sent, long first, long last) {
    List<EdgeGap> edges = new ArrayList<>();
    if (atFault) {
      edges.add(new EdgeGap(0, gap.startNanos(), gap.nanos()));
    }
    if (sent <= shape.undoNanos() && last + MILLI > shape.undoNanos() && !atFault) {
      Gap undo = gapAt(shape.undoNanos(), sent, first, 0);
      edges.add(new EdgeGap(1, undo.startNanos(), undo.nanos()));
    }
    return edges;
  }

  private List<Integer> arrivals(long firstNanos, int before, long pause) {
    List<Integer> micros = new ArrayList<>(TOKENS);
    for (int token = 0; token < TOKENS; token++) {
      long shift = token >= before ? pause : 0;
      micros.add((int) ((firstNanos + token * tokenNanos + shift) / 1000));
    }
    return micros;
  }

  /** Those that are on the victim when it is killed, in their order. */
  List<Observation> onVictim() {
    long inject = shape.injectNanos();
    long now = inject * shape.perSecond() / Shape.SECOND;
    long longest = (TOKENS * tokenNanos + Shape.SECOND) * shape.perSecond() / Shape.SECOND;
    return LongStream.rangeClosed(Math.max(0, now - longest), now + 1)
        .filter(id -> id % 2 == 0)
        .mapToObj(this::at)
        .filter(seen -> seen.inFlightAt(inject))
        .toList();
  }
}
