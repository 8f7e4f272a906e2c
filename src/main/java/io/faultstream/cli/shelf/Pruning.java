package io.faultstream.cli.shelf;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which runs may go. Of each simulation the newest {@code keep} stay whatever their age; of the
 * others those go that are older than {@code olderThan}. A pure function.
 *
 * @param keep how many of each simulation stay, 0 or more
 * @param olderThan only runs older than this go; empty: all beyond {@code keep}
 * @param now the moment that ages count from
 */
public record Pruning(int keep, Optional<Duration> olderThan, Instant now) {
  public Pruning {
    if (keep < 0) {
      throw new IllegalArgumentException("keep must not be negative, was " + keep);
    }
  }

  /**
   * What becomes of one run.
   *
   * @param run which
   * @param goes whether it goes
   * @param why why it stays although it is old enough; empty for one that goes or is not
   */
  public record Decision(ShelvedRun run, boolean goes, String why) {}

  /**
   * What becomes of each.
   *
   * @param runs by simulation, the newest first
   * @param kept why a run must stay, by {@code <simulation>/<folder>}
   */
  public List<Decision> decide(List<ShelvedRun> runs, Map<String, String> kept) {
    Map<String, Integer> newer = new HashMap<>();
    List<Decision> decisions = new ArrayList<>();
    for (ShelvedRun run : runs) {
      int before = newer.merge(run.simulation(), 1, Integer::sum) - 1;
      boolean old =
          before >= keep
              && olderThan.map(age -> run.started().isBefore(now.minus(age))).orElse(true);
      String why = run.latest() ? "it is the latest" : kept.getOrDefault(key(run), "");
      decisions.add(new Decision(run, old && why.isEmpty(), old ? why : ""));
    }
    return decisions;
  }

  /** What names a run in the reasons to keep it. */
  public static String key(ShelvedRun run) {
    return run.simulation() + "/" + run.folder().name();
  }
}
