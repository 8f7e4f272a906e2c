package io.faultstream.judge.validity;

import io.faultstream.history.MetricSample;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.FaultWindow;
import io.faultstream.spec.ClaimSpec;
import java.util.List;
import java.util.Map;

/**
 * The frontend's metrics were read throughout the run, from before its first request until after
 * its schedule, save while it was itself the victim of a fault, and until it ended where it shall
 * end by itself. Limits: {@code maxGapSeconds}, the longest time without a reading, default 5;
 * {@code minShare}, the share of the run's seconds with one, default 0.8. It is about our looking:
 * that the frontend lives is the claim of {@link TargetAlive}.
 */
public final class TargetWatched implements Claim {
  public static final String ID = "target-watched";
  private static final String MAX_GAP = "maxGapSeconds";
  private static final String MIN_SHARE = "minShare";
  private static final String FRONTEND = "frontend";
  private static final long SECOND = 1_000_000_000L;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String subject() {
    return VALIDITY;
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(MAX_GAP, 5.0, MIN_SHARE, 0.8);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "the target's metrics were read throughout: no gap above "
        + Wording.number(asked.limit(MAX_GAP))
        + " s, at least "
        + Wording.percent(asked.limit(MIN_SHARE))
        + " of the seconds";
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    long[] read =
        run.metrics().stream()
            .filter(sample -> sample.ok() && sample.source().equals(FRONTEND))
            .mapToLong(MetricSample::atNanos)
            .sorted()
            .toArray();
    if (read.length == 0) {
      return Finding.inconclusive("the frontend's metrics were never read");
    }
    List<FaultWindow> away =
        run.windows().stream().filter(w -> w.victim().equals(FRONTEND)).toList();
    long until = Math.min(run.spec().lengthNanos(), run.awaitedEnd(FRONTEND));
    Watch watch = new Watch(read, away, until);
    double gap = watch.longestGap() / (double) SECOND;
    double share = watch.share();
    String evidence =
        Wording.percent(share)
            + " of the seconds read, longest gap "
            + Wording.time((long) (gap * SECOND))
            + (away.isEmpty() ? "" : ", while it was no victim");
    return gap > asked.limit(MAX_GAP) || share < asked.limit(MIN_SHARE)
        ? Finding.fail(evidence)
        : Finding.pass(evidence);
  }

  /** The readings of a run, and when the frontend could not be asked. */
  private static final class Watch {
    private final long[] read;
    private final List<FaultWindow> away;
    private final long length;

    Watch(long[] read, List<FaultWindow> away, long length) {
      this.read = read;
      this.away = away;
      this.length = length;
    }

    /** From the start of the run to its end, less what lies in the faults' windows. */
    long longestGap() {
      long longest = 0;
      long last = 0;
      for (long at : read) {
        if (at > 0) {
          longest = Math.max(longest, watched(last, Math.min(at, length)));
          last = Math.min(at, length);
        }
      }
      return Math.max(longest, watched(last, length));
    }

    double share() {
      long seconds = 0;
      long with = 0;
      for (long from = 0; from < length; from += SECOND) {
        long to = Math.min(length, from + SECOND);
        if (watched(from, to) == to - from) {
          seconds++;
          with += readIn(from, to) ? 1 : 0;
        }
      }
      return seconds == 0 ? 1 : (double) with / seconds;
    }

    private boolean readIn(long from, long to) {
      int found = java.util.Arrays.binarySearch(read, from);
      int next = found >= 0 ? found : -found - 1;
      return next < read.length && read[next] < to;
    }

    private long watched(long from, long to) {
      long left = to - from;
      for (FaultWindow window : away) {
        Long inject = window.injectNanos();
        Long undone = window.undoneNanos();
        if (inject != null) {
          long end = undone == null ? length : undone;
          left -= Math.max(0, Math.min(to, end) - Math.max(from, inject));
        }
      }
      return Math.max(0, left);
    }
  }
}
