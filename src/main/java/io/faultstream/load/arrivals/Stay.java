package io.faultstream.load.arrivals;

import io.faultstream.spec.PhaseSpec;
import io.faultstream.spec.PhaseSpec.Clients;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The time in which one client of a closed model sends. The last request that it began in it may
 * end later.
 *
 * @param fromMillis when it sends its first request, from the run's start
 * @param untilMillis it begins none from here on
 */
record Stay(long fromMillis, long untilMillis) {
  /** Clients who come with a phase do not all come at once, but within this. */
  private static final long COMING_MILLIS = 1000;

  /**
   * One for each client, in the order in which they come, so that at each moment there are as many
   * as the phases ask for. Who came last goes first.
   */
  static List<Stay> of(List<PhaseSpec> phases) {
    List<Stay> all = new ArrayList<>();
    Deque<Long> there = new ArrayDeque<>();
    long start = 0;
    for (PhaseSpec phase : phases) {
      Clients clients = phase.clients().orElseThrow();
      long length = phase.length().toMillis();
      change(there, clients.from(), new Span(start, Math.min(COMING_MILLIS, length), true), all);
      change(there, clients.to(), new Span(start, length, false), all);
      start += length;
    }
    change(there, 0, new Span(start, 0, true), all);
    all.sort(Comparator.comparingLong(Stay::fromMillis));
    return all;
  }

  /**
   * The time over which a change is spread.
   *
   * @param jump whether it is one of the load asked for: then those who go, go at once
   */
  private record Span(long start, long length, boolean jump) {

    /** The moment of change {@code i} of {@code count}. */
    long at(int i, int count) {
      return start + length * (2L * i + 1) / (2L * count);
    }
  }

  private static void change(Deque<Long> there, int wanted, Span span, List<Stay> ended) {
    int coming = wanted - there.size();
    for (int i = 0; i < coming; i++) {
      there.push(span.at(i, coming));
    }
    int going = there.size() - wanted;
    for (int i = 0; i < going; i++) {
      long from = there.pop();
      long until = span.jump() ? span.start() : span.at(i, going);
      if (from < until) {
        ended.add(new Stay(from, until));
      }
    }
  }
}
