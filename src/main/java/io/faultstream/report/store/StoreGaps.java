package io.faultstream.report.store;

import io.faultstream.judge.Wording;
import io.faultstream.measure.store.Gap;
import io.faultstream.measure.store.Gap.What;
import io.faultstream.report.store.StoreSection.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The longest gaps of a run, in words. */
public final class StoreGaps {
  private StoreGaps() {}

  /** A line for each kind, also for one that is not known. */
  static List<Fact> facts(List<Gap> gaps) {
    List<Fact> facts = new ArrayList<>();
    for (What what : What.values()) {
      String words =
          gaps.stream()
              .filter(gap -> gap.what() == what)
              .map(
                  gap ->
                      Wording.time(gap.nanos())
                          + ", "
                          + StoreSection.at(gap.fromNanos())
                          + (gap.fault() == null ? ", in no fault" : ", in " + gap.fault()))
              .findFirst()
              .orElse("unknown");
      facts.add(new Fact("Longest " + what.label() + " gap", words));
    }
    return facts;
  }

  /**
   * All in one sentence, for the console: {@code write 1.9 s at 23.1 s (etcd-leader-kill-1), read
   * …}; empty without any.
   */
  public static String sentence(List<Gap> gaps) {
    return gaps.stream()
        .map(
            gap ->
                String.format(
                    Locale.ROOT,
                    "%s %s at %.1f s (%s)",
                    gap.what().label(),
                    Wording.time(gap.nanos()),
                    gap.fromNanos() / 1e9,
                    gap.fault() == null ? "no fault" : gap.fault()))
        .collect(Collectors.joining(", "));
  }
}
