package io.faultstream.spec.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: a number and one of ms, s, m, h. */
public final class Times {
  private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)\\s*(ms|s|m|h)");

  private Times() {}

  /** The duration, or empty when the text is none. */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    double nanos =
        switch (matcher.group(2)) {
          case "ms" -> 1e6;
          case "s" -> 1e9;
          case "m" -> 60e9;
          default -> 3600e9;
        };
    return Optional.of(Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * nanos)));
  }

  /** The shortest exact text, in milliseconds or seconds. */
  public static String text(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
  }
}
