package io.faultstream.measure.streams;

import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.history.Observation;
import io.faultstream.history.Observation.EdgeGap;
import io.faultstream.history.Observation.Gap;
import io.faultstream.history.Outcome;
import io.faultstream.measure.streams.StreamAtFault.Moved;
import io.faultstream.measure.streams.StreamAtFault.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Collects the requests that were open when one fault was injected, and says at the end where each
 * was and whether it was moved. Keeps as many observations as there were streams in flight. One
 * thread.
 */
public final class OpenStreams {
  private static final long TRANSIT = StreamsAtFault.IN_TRANSIT.toNanos();

  private final FaultMoments at;
  private final boolean listed;
  private final Set<String> onVictim;
  private final Set<String> unmatched;
  private final List<Observation> open = new ArrayList<>();
  private int startedAtEdge;

  /** Collects for this fault. */
  public OpenStreams(FaultMoments at) {
    this.at = at;
    this.listed = at.load().map(VictimLoad::requestsKnown).orElse(false);
    this.onVictim = listed ? Set.copyOf(at.load().orElseThrow().openRequests()) : Set.of();
    this.unmatched = new HashSet<>(onVictim);
  }

  /** Looks at one request. */
  public void add(Observation seen) {
    if (!seen.wasSent()) {
      return;
    }
    unmatched.remove(seen.targetId());
    unmatched.remove(seen.reply().requestId());
    if (seen.inFlightAt(at.injectNanos())) {
      open.add(withoutChunks(seen));
    } else if (seen.times().sent() > at.injectNanos() && seen.times().sent() <= at.effectNanos()) {
      startedAtEdge++;
    }
  }

  private static Observation withoutChunks(Observation seen) {
    return new Observation(
        seen.id(),
        seen.phase(),
        seen.times(),
        seen.outcome(),
        seen.reply(),
        seen.tokens(),
        seen.longestGaps(),
        seen.edgeGaps(),
        seen.mismatch(),
        List.of());
  }

  /**
   * One of them with what is known of it.
   *
   * @param seen what its client saw, without the times of single chunks
   * @param stream where it was and what became of it
   */
  public record Placed(Observation seen, StreamAtFault stream) {}

  /** All of them, in the order of their numbers. */
  public List<Placed> placed(PromptTokens prompts) {
    return open.stream()
        .sorted(Comparator.comparingLong(Observation::id))
        .map(seen -> new Placed(seen, stream(seen, prompts)))
        .toList();
  }

  /** The same with what is known of them together. */
  public StreamsAtFault found(PromptTokens prompts) {
    return new StreamsAtFault(
        at.fault(),
        listed,
        placed(prompts).stream().map(Placed::stream).toList(),
        unmatched.size(),
        startedAtEdge);
  }

  private StreamAtFault stream(Observation seen, PromptTokens prompts) {
    Place place = place(seen, prompts);
    Gap silence = silence(seen);
    boolean hadToken = seen.hasToken() && seen.times().firstToken() <= at.injectNanos();
    return new StreamAtFault(
        seen.id(),
        seen.reply().requestId(),
        place,
        moved(seen, place, prompts),
        seen.outcome(),
        hadToken,
        completedUntil(seen, at.injectNanos() + TRANSIT),
        completedUntil(seen, at.effectNanos() + TRANSIT),
        silence.nanos() == 0 ? OptionalLong.empty() : OptionalLong.of(silence.nanos()),
        silence.nanos() == 0
            ? OptionalLong.empty()
            : OptionalLong.of(silence.startNanos() + silence.nanos()));
  }

  private static boolean completedUntil(Observation seen, long nanos) {
    return seen.outcome() == Outcome.COMPLETED && seen.times().end() <= nanos;
  }

  private Place place(Observation seen, PromptTokens prompts) {
    if (onVictim.contains(seen.targetId()) || onVictim.contains(seen.reply().requestId())) {
      return Place.ON_VICTIM;
    }
    if (prompts.saysMoved(seen) && !seen.outcome().countsAgainst()) {
      return Place.ON_VICTIM;
    }
    boolean early = seen.times().sent() <= at.injectNanos() - StreamsAtFault.LOG_DELAY.toNanos();
    return listed && early && !seen.targetId().isEmpty() ? Place.ELSEWHERE : Place.UNKNOWN;
  }

  private Moved moved(Observation seen, Place place, PromptTokens prompts) {
    if (prompts.saysMoved(seen) || (place == Place.ON_VICTIM && wentOnWithoutVictim(seen))) {
      return Moved.YES;
    }
    return prompts.saysNotMoved(seen) ? Moved.NO : Moved.UNKNOWN;
  }

  /** Whether something came while the victim could not send, and the stream completed. */
  private boolean wentOnWithoutVictim(Observation seen) {
    if (seen.outcome() != Outcome.COMPLETED) {
      return false;
    }
    Gap silence = silence(seen);
    return whileSilent(seen.times().end())
        || whileSilent(seen.times().firstToken())
        || (silence.nanos() > 0 && whileSilent(silence.startNanos() + silence.nanos()));
  }

  private boolean whileSilent(long nanos) {
    return nanos > at.effectNanos() + TRANSIT && nanos < at.silentUntilNanos();
  }

  /** The longest silence that the edge fell into or that began at it; zero without one. */
  private Gap silence(Observation seen) {
    Gap longest = new Gap(0, 0);
    for (EdgeGap gap : seen.edgeGaps()) {
      if (at.edge().isPresent() && gap.edge() == at.edge().getAsInt()) {
        longest = longer(longest, new Gap(gap.startNanos(), gap.nanos()));
      }
    }
    for (Gap gap : seen.longestGaps()) {
      boolean atFault =
          gap.startNanos() >= at.injectNanos() && gap.startNanos() <= at.effectNanos() + TRANSIT;
      longest = atFault ? longer(longest, gap) : longest;
    }
    return longest;
  }

  private static Gap longer(Gap one, Gap other) {
    return other.nanos() > one.nanos() ? other : one;
  }
}
