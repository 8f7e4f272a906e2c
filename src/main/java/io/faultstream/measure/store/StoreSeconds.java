package io.faultstream.measure.store;

import io.faultstream.history.store.LeaseSample;
import io.faultstream.history.store.MemberSample;
import io.faultstream.history.store.StoreRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The store over the run's time, in columns of as many points; {@code null} where nothing is known.
 *
 * @param members what each member was found to be, by its name
 * @param highest largest revision that a member told
 * @param lowest smallest one
 * @param lagNanos longest time from an acknowledged write to its event, of the events that came
 * @param leaseAges largest age in seconds of a lease that holds the key of an instance
 * @param leaseLimits the shortest time in seconds that one of them was granted for
 */
public record StoreSeconds(
    SortedMap<String, List<@Nullable State>> members,
    List<@Nullable Long> highest,
    List<@Nullable Long> lowest,
    List<@Nullable Long> lagNanos,
    List<@Nullable Long> leaseAges,
    List<@Nullable Long> leaseLimits) {
  private static final long SECOND = 1_000_000_000L;

  /** What a member was found to be, in the order of how much it did. */
  public enum State {
    /** It did not answer. */
    SILENT,
    /** It answered. */
    ANSWERS,
    /** It answered and said that it leads. */
    LEADS
  }

  /**
   * The columns of a history.
   *
   * @param points how many, counted from the run's start; what is outside is left out
   * @param stepSeconds seconds behind one point. Of several samples the worst is kept: a member
   *     that was silent once was silent, else it leads if it led once
   */
  public static StoreSeconds of(StoreRecord store, int points, int stepSeconds) {
    Bins bins = new Bins(points, stepSeconds * SECOND);
    SortedMap<String, List<@Nullable State>> members = new TreeMap<>();
    List<@Nullable Long> highest = bins.column();
    List<@Nullable Long> lowest = bins.column();
    for (MemberSample one : store.members()) {
      List<@Nullable State> column = members.computeIfAbsent(one.member(), name -> bins.column());
      bins.put(column, one.atNanos(), state(one), StoreSeconds::worse);
      if (one.answered()) {
        bins.put(highest, one.atNanos(), one.revision(), Math::max);
        bins.put(lowest, one.atNanos(), one.revision(), Math::min);
      }
    }
    List<@Nullable Long> lags = bins.column();
    for (WatchLag lag : WatchLag.of(store)) {
      bins.put(lags, lag.arrivedNanos(), lag.nanos(), Math::max);
    }
    List<@Nullable Long> ages = bins.column();
    List<@Nullable Long> limits = bins.column();
    for (LeaseSample one : store.leases()) {
      if (one.known()) {
        bins.put(ages, one.atNanos(), one.ageSeconds(), Math::max);
        bins.put(limits, one.atNanos(), one.grantedSeconds(), Math::min);
      }
    }
    return new StoreSeconds(members, highest, lowest, lags, ages, limits);
  }

  private static State state(MemberSample one) {
    if (!one.answered()) {
      return State.SILENT;
    }
    return one.leads() ? State.LEADS : State.ANSWERS;
  }

  private static State worse(State one, State other) {
    if (one == State.SILENT || other == State.SILENT) {
      return State.SILENT;
    }
    return one == State.LEADS ? one : other;
  }

  /** Equal parts of the run's time. */
  private record Bins(int points, long stepNanos) {

    <T> List<@Nullable T> column() {
      return new ArrayList<>(Collections.nCopies(points, null));
    }

    <T> void put(List<@Nullable T> column, long atNanos, T value, BinaryOperator<T> both) {
      long bin = Math.floorDiv(atNanos, stepNanos);
      if (bin >= 0 && bin < points) {
        T before = column.get((int) bin);
        column.set((int) bin, before == null ? value : both.apply(before, value));
      }
    }
  }
}
