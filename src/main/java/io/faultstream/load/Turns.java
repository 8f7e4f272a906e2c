package io.faultstream.load;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.load.arrivals.Arrivals;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LoadSpec.Repeats;
import io.faultstream.spec.Phase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What each of Gatling's users sends, and what it sends next: in an open model its one request, in
 * a closed one, as a client, the next when the last has ended; in both, where asked for, what
 * failed once more. Nothing is begun after the last phase. Thread-safe.
 */
final class Turns {
  /** Tries after the first are numbered from here on, beyond every schedule. */
  private static final long AGAIN = 1_000_000_000L;

  private final LoadSpec load;
  private final Repeats repeats;
  private final Arrivals arrivals;
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong again = new AtomicLong();

  Turns(LoadSpec load, Arrivals arrivals) {
    this.load = load;
    this.repeats = load.repeats().orElse(new Repeats(0, Duration.ZERO, 0));
    this.arrivals = arrivals;
  }

  /**
   * One request of a user.
   *
   * @param user number of the user
   * @param id number of the request
   * @param dueNanos when it is to be sent, from the run's start
   * @param begun requests that the user began with this one, tries of the same left out
   * @param first number of the request that it tries again; its own at the first try
   * @param attempt 1 for the first try
   */
  record Turn(int user, long id, long dueNanos, int begun, long first, int attempt) {}

  /** The first request of a user. */
  Turn first(int user) {
    long due = arrivals.intendedMillis(user) * 1_000_000L;
    long id = arrivals.clients() ? next.getAndIncrement() : user;
    return new Turn(user, id, due, 1, id, 1);
  }

  /** What follows a request that ended so at this moment; empty: its user is done. */
  Optional<Turn> after(Turn turn, Outcome outcome, long nowNanos) {
    if (outcome == Outcome.ABANDONED) {
      return Optional.empty();
    }
    boolean failed = outcome.countsAgainst();
    long due = failed ? nowNanos + repeats.delay().toNanos() : nowNanos;
    if (due >= untilNanos(turn)) {
      return Optional.empty();
    }
    if (failed && turn.attempt() <= repeats.retries()) {
      return Optional.of(triedAgain(turn, due));
    }
    boolean sendsMore =
        arrivals.clients() && (repeats.perClient() == 0 || turn.begun() < repeats.perClient());
    return sendsMore ? Optional.of(another(turn, due)) : Optional.empty();
  }

  private long untilNanos(Turn turn) {
    return arrivals.clients()
        ? arrivals.untilMillis(turn.user()) * 1_000_000L
        : arrivals.endNanos();
  }

  /**
   * Until when a user stays that sends nothing more, from the run's start: a run is over when its
   * users are, and clients may be done long before its schedule is.
   */
  long staysUntilNanos() {
    return arrivals.clients() ? arrivals.endNanos() : 0;
  }

  private Turn another(Turn turn, long due) {
    long id = next.getAndIncrement();
    return new Turn(turn.user(), id, due, turn.begun() + 1, id, 1);
  }

  /** A request's kind follows from its number, and what is tried again is of the same kind. */
  private Turn triedAgain(Turn turn, long due) {
    long kinds = load.kinds().size();
    long id = (AGAIN / kinds + again.getAndIncrement()) * kinds + turn.first() % kinds;
    return new Turn(turn.user(), id, due, turn.begun(), turn.first(), turn.attempt() + 1);
  }

  /** When it was to be sent; a client of a closed model has no schedule but its own. */
  long intendedNanos(Turn turn, long sentNanos) {
    return arrivals.clients() ? sentNanos : turn.dueNanos();
  }

  /** The phase that it counts in. */
  Phase phase(Turn turn, long sentNanos) {
    boolean planned = !arrivals.clients() && turn.attempt() == 1;
    return planned ? arrivals.phase(turn.user()) : arrivals.phaseAt(intendedNanos(turn, sentNanos));
  }

  /** What is kept of it with its observation; nothing where each user sends once. */
  Optional<Observation.Turn> kept(Turn turn) {
    if (!arrivals.clients() && repeats.retries() == 0) {
      return Optional.empty();
    }
    int client = arrivals.clients() ? turn.user() : -1;
    return Optional.of(new Observation.Turn(client, turn.first(), turn.attempt()));
  }
}
