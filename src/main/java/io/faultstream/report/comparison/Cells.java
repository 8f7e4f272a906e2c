package io.faultstream.report.comparison;

import io.faultstream.judge.comparison.GateRow;
import io.faultstream.judge.comparison.LevelRow;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the figures of a comparison are written. */
final class Cells {
  private static final String ABSENT = "–";

  private Cells() {}

  static String ratio(@Nullable Double value) {
    return value == null ? ABSENT : String.format(Locale.ROOT, "%.3f", value);
  }

  static String millis(@Nullable Double micros) {
    return micros == null ? ABSENT : String.format(Locale.ROOT, "%.1f", micros / 1000);
  }

  static String chance(@Nullable Double value) {
    if (value == null) {
      return ABSENT;
    }
    return value < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", value);
  }

  static String change(@Nullable Double now, @Nullable Double before) {
    return now == null || before == null
        ? ABSENT
        : String.format(Locale.ROOT, "%+.0f %%", (now / before - 1) * 100);
  }

  static String note(GateRow gate) {
    if (gate.regressed()) {
      return "REGRESSED";
    }
    return gate.value() == null ? "too few" : "";
  }

  static String note(LevelRow row) {
    return row.place() == LevelRow.Place.WITHIN ? "" : row.place().name().toLowerCase(Locale.ROOT);
  }
}
