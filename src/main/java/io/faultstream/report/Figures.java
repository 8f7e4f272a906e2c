package io.faultstream.report;

import io.faultstream.judge.Verdict;
import io.faultstream.measure.statistics.Ratio;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How numbers are written: about three digits, and words where there is no number. */
final class Figures {
  /** Stands where a percentile has too few samples. */
  static final String TOO_FEW = "too few";

  /** Stands where there is nothing to measure. */
  static final String NOTHING = "–";

  private Figures() {}

  /** Microseconds as milliseconds without the unit, or "too few". */
  static String millis(@Nullable Long micros) {
    return micros == null ? TOO_FEW : threeDigits(micros / 1e3);
  }

  /** Microseconds as milliseconds without the unit, or a dash. */
  static String largest(@Nullable Long micros) {
    return micros == null ? NOTHING : threeDigits(micros / 1e3);
  }

  /** A number with about three digits: 0.042, 3.42, 42.1, 421, 4,210. */
  static String threeDigits(double value) {
    double size = Math.abs(value);
    if (size == 0) {
      return "0";
    }
    if (size < 0.9995) {
      return String.format(Locale.ROOT, "%.3f", value);
    }
    if (size < 9.995) {
      return String.format(Locale.ROOT, "%.2f", value);
    }
    return String.format(Locale.ROOT, size < 99.95 ? "%.1f" : "%,.0f", value);
  }

  /** The same, but whole numbers without a fraction: 35, 4,210, 0.5. */
  static String rate(double value) {
    return value == Math.rint(value) ? count((long) value) : threeDigits(value);
  }

  /** A whole number with thousands separated. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Nanoseconds from the run's start as seconds with the unit, or a dash. */
  static String seconds(@Nullable Long nanos) {
    return nanos == null ? NOTHING : String.format(Locale.ROOT, "%,.2f s", nanos / 1e9);
  }

  /** A duration as a person writes it: 250 ms, 20 s, 1 min 5 s. */
  static String length(Duration length) {
    long millis = length.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    if (millis < 60_000 || millis % 1000 != 0) {
      return plain(millis / 1e3) + " s";
    }
    String rest = length.toSecondsPart() == 0 ? "" : " " + length.toSecondsPart() + " s";
    String minutes = length.toMinutesPart() == 0 ? "" : " " + length.toMinutesPart() + " min";
    String hours = length.toHours() == 0 ? "" : length.toHours() + " h";
    return (hours + minutes + rest).strip();
  }

  /** A number without needless zeros: 35, 0.5, 99.95. */
  static String plain(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.replaceFirst("\\.?0+$", "");
  }

  /** A share; 100 % only when nothing is missing, 0 % only when there is nothing. */
  static String percent(Ratio ratio) {
    return ratio.whole() == 0 ? NOTHING : share(ratio.value());
  }

  /** A share of 0 to 1 as per cent; never rounded up to 100 % nor down to 0 %. */
  static String share(double value) {
    double percent = value * 100;
    if (value > 0 && percent < 0.01) {
      return "< 0.01 %";
    }
    if (value < 1 && percent > 99.99) {
      return "> 99.99 %";
    }
    return String.format(Locale.ROOT, "%.2f", percent).replaceFirst("\\.?0+$", "") + " %";
  }

  /** The Wilson interval of a share, rounded outwards to tenths of a per cent. */
  static String interval(Ratio ratio) {
    return ratio.whole() == 0
        ? NOTHING
        : plain(Math.floor(ratio.low() * 1000) / 10)
            + " to "
            + plain(Math.ceil(ratio.high() * 1000) / 10)
            + " %";
  }

  /** A sign for people who do not see the colour; the word stands beside it. */
  static String sign(Verdict verdict) {
    return switch (verdict) {
      case PASS -> "✓";
      case INCONCLUSIVE -> "?";
      case REGRESSED -> "↓";
      case FAIL -> "✗";
    };
  }

  /** The name of a constant as words: {@code IN_FLIGHT} is "in flight". */
  static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The same text with a capital at its beginning. */
  static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
