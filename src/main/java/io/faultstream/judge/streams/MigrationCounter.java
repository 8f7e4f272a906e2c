package io.faultstream.judge.streams;

import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.history.MetricSample;
import io.faultstream.history.TargetCounter;
import io.faultstream.judge.StoredRun;
import io.faultstream.measure.FaultWindow;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The frontend's counter of moved running streams across a fault. The series appears only after its
 * first event: absent from a {@code /metrics} that was read means 0 where the version has the
 * counter, and unknown where it does not, or where {@code /metrics} was not read.
 */
public final class MigrationCounter {
  private MigrationCounter() {}

  /** By how much the counter rose until the next fault; empty where it was not read. */
  public static Optional<Long> rise(StoredRun run, FaultWindow window) {
    Long inject = window.injectNanos();
    Long effect = window.effectNanos();
    if (inject == null) {
      return Optional.empty();
    }
    OptionalDouble before = before(run, window, inject);
    OptionalDouble after = last(run, effect == null ? inject : effect, nextInjection(run, inject));
    return before.isEmpty() || after.isEmpty()
        ? Optional.empty()
        : Optional.of(Math.round(after.getAsDouble() - before.getAsDouble()));
  }

  private static OptionalDouble before(StoredRun run, FaultWindow window, long inject) {
    Optional<VictimLoad> load = window.load();
    return load.isPresent() && load.get().migrationsBefore().isPresent()
        ? OptionalDouble.of((double) load.get().migrationsBefore().getAsLong())
        : last(run, Long.MIN_VALUE, inject);
  }

  private static long nextInjection(StoredRun run, long inject) {
    long next = Long.MAX_VALUE;
    for (FaultWindow other : run.windows()) {
      Long at = other.injectNanos();
      next = at != null && at > inject ? Math.min(next, at) : next;
    }
    return next;
  }

  /** The last value read after {@code from} and not after {@code until}. */
  private static OptionalDouble last(StoredRun run, long from, long until) {
    OptionalDouble value = OptionalDouble.empty();
    for (MetricSample sample : run.metrics()) {
      boolean within = sample.atNanos() > from && sample.atNanos() <= until;
      if (within && sample.ok() && sample.source().equals("frontend")) {
        value = run.profile().read(TargetCounter.MIGRATIONS, sample.values());
      }
    }
    return value;
  }
}
