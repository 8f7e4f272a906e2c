package io.faultstream.judge.cancellation;

import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.cancellation.Cancellations;
import io.faultstream.measure.statistics.Distribution;
import io.faultstream.spec.ClaimSpec;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A claim about requests that were left; without any of them it is undecided. */
interface AboutCancellations extends Claim {
  /** Looks at what was found of them. */
  Finding find(StoredRun run, Cancellations found, ClaimSpec asked);

  @Override
  default String subject() {
    return "cancellation";
  }

  @Override
  default Finding find(StoredRun run, ClaimSpec asked) {
    Cancellations found = run.measured().summary().cancellations();
    if (found == null || found.made() == 0) {
      return Finding.inconclusive("no request was left by its client");
    }
    return find(run, found, asked);
  }

  /** A distribution of microseconds in words: {@code 420: p50 3 ms, p99 12 ms, at most 15 ms}. */
  static String words(Distribution micros) {
    String tail =
        micros.p99() != null
            ? ", p99 " + time(micros.p99())
            : micros.p90() != null ? ", p90 " + time(micros.p90()) : "";
    return micros.count()
        + ": p50 "
        + time(micros.p50())
        + tail
        + ", at most "
        + time(micros.max());
  }

  /** Whether so many are nearly all of them: a line of a log can be lost. */
  static boolean mostOf(long known, long all) {
    return known >= 0.95 * all;
  }

  private static String time(@Nullable Long micros) {
    if (micros == null) {
      return "too few";
    }
    return micros < 10_000
        ? String.format(Locale.ROOT, "%.1f ms", micros / 1e3)
        : Wording.time(micros * 1000);
  }
}
