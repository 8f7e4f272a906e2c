package io.faultstream.judge.baseline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The accepted runs of one fingerprint: {@code results/baselines/<simulation>/<fingerprint>.json}.
 *
 * @param schema version of the JSON form, {@link #SCHEMA}
 * @param simulation name of the simulation
 * @param fingerprint what all its runs have in common
 * @param runs the oldest first
 */
public record Baseline(
    int schema, String simulation, Fingerprint fingerprint, List<RunFigures> runs) {
  /** The version that this code writes and reads. */
  public static final int SCHEMA = 1;

  public Baseline {
    runs = List.copyOf(runs);
  }

  /** A baseline without a run. */
  public static Baseline empty(String simulation, Fingerprint fingerprint) {
    return new Baseline(SCHEMA, simulation, fingerprint, List.of());
  }

  /** Whether this run is one of them. */
  public boolean has(String run) {
    return runs.stream().anyMatch(known -> known.run().equals(run));
  }

  /**
   * With this run, or with its new figures, and of all only the last {@code keep} by their start.
   */
  public Baseline accepting(RunFigures run, int keep) {
    List<RunFigures> all = new ArrayList<>(runs);
    all.removeIf(known -> known.run().equals(run.run()));
    all.add(run);
    all.sort(Comparator.comparing(RunFigures::startedAt));
    return new Baseline(
        schema, simulation, fingerprint, all.subList(Math.max(0, all.size() - keep), all.size()));
  }

  /** The same without distributions. */
  public Baseline withoutHistograms() {
    return new Baseline(
        schema, simulation, fingerprint, runs.stream().map(RunFigures::withoutHistograms).toList());
  }
}
