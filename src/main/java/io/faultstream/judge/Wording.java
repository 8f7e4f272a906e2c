package io.faultstream.judge;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How evidence says numbers: the same everywhere, whatever the machine's language. */
public final class Wording {
  private Wording() {}

  /** A share as a percentage with two digits: {@code 99.30 %}. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", share * 100);
  }

  /** A time in milliseconds, or in seconds from one second on. */
  public static String time(long nanos) {
    return nanos < 1_000_000_000L
        ? String.format(Locale.ROOT, "%.0f ms", nanos / 1e6)
        : String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }

  /** A limit in milliseconds as a time. */
  public static String millis(double millis) {
    return time(Duration.ofNanos((long) (millis * 1e6)).toNanos());
  }

  /** A number without needless digits. */
  public static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%s", value);
  }

  /** How many of each, most first: {@code STREAM_ERROR 15, BROKEN 2}. */
  public static <E extends Enum<E>> String counts(Class<E> type, Collection<E> values) {
    Map<E, Long> counts = new EnumMap<>(type);
    values.forEach(value -> counts.merge(value, 1L, Long::sum));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<E, Long>comparingByValue().reversed())
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
