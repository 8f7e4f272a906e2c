package io.faultstream.cluster.frontend.routing;

import java.util.Comparator;
import java.util.List;

/** How the next worker is chosen among those that can be asked. */
public enum RouterMode {
  /** Each in turn. */
  ROUND_ROBIN {
    @Override
    RemoteWorker choose(List<RemoteWorker> candidates, int turn) {
      return candidates.get(Math.floorMod(turn, candidates.size()));
    }
  },
  /** The one with the fewest streams of this frontend; equal ones in turn. */
  LEAST_LOADED {
    @Override
    RemoteWorker choose(List<RemoteWorker> candidates, int turn) {
      int fewest = candidates.stream().mapToInt(RemoteWorker::streams).min().orElseThrow();
      List<RemoteWorker> best =
          candidates.stream()
              .filter(worker -> worker.streams() == fewest)
              .sorted(Comparator.comparingLong(RemoteWorker::id))
              .toList();
      return ROUND_ROBIN.choose(best, turn);
    }
  };

  abstract RemoteWorker choose(List<RemoteWorker> candidates, int turn);

  /** As on the command line: {@code round-robin}. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
