package io.faultstream.report.store;

import io.faultstream.history.store.StoreRecord;
import io.faultstream.judge.Wording;
import io.faultstream.measure.store.Leaders;
import io.faultstream.measure.store.Leaders.Tenure;
import io.faultstream.measure.store.StoreSeconds;
import io.faultstream.measure.store.StoreSeconds.State;
import io.faultstream.measure.store.Stretch;
import io.faultstream.measure.store.WatchLag;
import io.faultstream.report.curves.Chart;
import io.faultstream.report.curves.Chart.Lanes;
import io.faultstream.report.curves.Chart.Mark;
import io.faultstream.report.curves.Chart.Series;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The store on the client's axis: who led and answered, its revision, its lag, its leases. */
public final class StoreCharts {
  /** A store has seldom more members; more lanes than this are too thin to see. */
  private static final int LANES = 9;

  /** More marks than this cannot be told apart. */
  private static final int MARKS = 40;

  /** Leaders that the caption names; the section's table has more. */
  private static final int NAMED = 6;

  private StoreCharts() {}

  /** The charts, none where nobody looked at a store; each has as many points. */
  public static List<Chart> of(StoreRecord store, int points, int stepSeconds) {
    if (store.empty()) {
      return List.of();
    }
    StoreSeconds seconds = StoreSeconds.of(store, points, stepSeconds);
    return List.of(
        members(store, seconds),
        revision(seconds),
        lag(store, seconds),
        leases(store, seconds, stepSeconds));
  }

  private static Chart members(StoreRecord store, StoreSeconds seconds) {
    List<Tenure> tenures = Leaders.tenures(store);
    List<Series> series =
        seconds.members().entrySet().stream()
            .limit(LANES)
            .map(member -> new Series(member.getKey(), "--blue", states(member.getValue())))
            .toList();
    int hidden = seconds.members().size() - series.size();
    return new Chart(
        "store-members",
        "Store: who leads, who answers",
        "",
        false,
        caption(tenures) + (hidden > 0 ? "; " + hidden + " more members are not drawn" : ""),
        series,
        new Lanes(List.of("silent", "answers", "leads"), marks(tenures)));
  }

  private static List<@Nullable Double> states(List<@Nullable State> column) {
    List<@Nullable Double> values = new ArrayList<>();
    for (State state : column) {
      values.add(state == null ? null : (Double) value(state));
    }
    return values;
  }

  /** The place of its word in the lanes' states. */
  private static double value(State state) {
    return switch (state) {
      case SILENT -> 0;
      case ANSWERS -> 1;
      case LEADS -> 2;
    };
  }

  /** The first leader is where it began, so that it needs no line. */
  private static List<Mark> marks(List<Tenure> tenures) {
    return tenures.stream()
        .skip(1)
        .limit(MARKS)
        .map(
            one ->
                new Mark(
                    Math.round(one.fromNanos() / 1e6) / 1e3,
                    one.term() == null ? "term unknown" : "term " + one.term()))
        .toList();
  }

  private static String caption(List<Tenure> tenures) {
    if (tenures.isEmpty()) {
      return "no member was seen to lead";
    }
    String first =
        tenures.stream().limit(NAMED).map(StoreCharts::words).collect(Collectors.joining("; "));
    int more = tenures.size() - NAMED;
    return "Thick: leads, thin: answers, red: silent. "
        + first
        + (more > 0 ? "; and " + more + " more" : "");
  }

  private static String words(Tenure one) {
    return one.member()
        + " leads"
        + (one.term() == null ? "" : " in term " + one.term())
        + String.format(Locale.ROOT, " from %.1f s", one.fromNanos() / 1e9);
  }

  private static Chart revision(StoreSeconds seconds) {
    return new Chart(
        "store-revision",
        "Store: revision",
        "",
        false,
        revisions(seconds),
        List.of(
            new Series("highest member", "--blue", numbers(seconds.highest(), 1)),
            new Series("lowest that answers", "--orange", numbers(seconds.lowest(), 1))));
  }

  private static String revisions(StoreSeconds seconds) {
    List<Long> told = seconds.highest().stream().filter(Objects::nonNull).toList();
    if (told.isEmpty()) {
      return "no member told its revision";
    }
    long apart = 0;
    for (int i = 0; i < seconds.highest().size(); i++) {
      Long high = seconds.highest().get(i);
      Long low = seconds.lowest().get(i);
      apart = high == null || low == null ? apart : Math.max(apart, high - low);
    }
    return String.format(
        Locale.ROOT,
        "from %,d to %,d; lowest and highest at most %,d apart at one point",
        Collections.min(told),
        Collections.max(told),
        apart);
  }

  private static Chart lag(StoreRecord store, StoreSeconds seconds) {
    List<WatchLag> lags = WatchLag.of(store);
    Stretch longest = WatchLag.longest(lags);
    String caption =
        lags.isEmpty()
            ? "no event of an acknowledged write came"
            : lags.size()
                + " events; drawn when they came; the longest "
                + Wording.time(longest.nanos())
                + " after the acknowledgement "
                + StoreSection.at(longest.fromNanos());
    return new Chart(
        "store-watch",
        "Store: watch lag, from the acknowledged write to its event",
        "ms",
        false,
        caption,
        List.of(new Series("longest", "--orange", numbers(seconds.lagNanos(), 1e-6))));
  }

  private static Chart leases(StoreRecord store, StoreSeconds seconds, int stepSeconds) {
    return new Chart(
        "store-leases",
        "Store: lease ages, since the last renewal of an instance's lease",
        "s",
        false,
        ages(store, seconds, stepSeconds),
        List.of(
            new Series("oldest", "--orange", numbers(seconds.leaseAges(), 1)),
            new Series("its end", "--blue", numbers(seconds.leaseLimits(), 1))));
  }

  private static String ages(StoreRecord store, StoreSeconds seconds, int stepSeconds) {
    List<Long> told = seconds.leaseAges().stream().filter(Objects::nonNull).toList();
    long asked = store.leases().size();
    if (told.isEmpty()) {
      return asked == 0
          ? "no instance had a lease"
          : "no age is known of the " + asked + " that were asked for";
    }
    long oldest = Collections.max(told);
    long unknown = store.leases().stream().filter(one -> !one.known()).count();
    return String.format(
        Locale.ROOT,
        "at most %d s (at %d s), of leases that end at %d s; %s of %,d ages unknown, as without a"
            + " leader",
        oldest,
        seconds.leaseAges().indexOf(oldest) * stepSeconds,
        seconds.leaseLimits().stream().filter(Objects::nonNull).min(Long::compare).orElse(0L),
        unknown == 0 ? "none" : String.format(Locale.ROOT, "%,d", unknown),
        asked);
  }

  private static List<@Nullable Double> numbers(List<@Nullable Long> column, double factor) {
    List<@Nullable Double> values = new ArrayList<>();
    for (Long value : column) {
      values.add(value == null ? null : (Double) (Math.round(value * factor * 100) / 100.0));
    }
    return values;
  }
}
