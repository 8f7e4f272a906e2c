package io.faultstream.measure.queue;

import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.Phase;
import io.faultstream.spec.PhaseSpec;
import java.util.Arrays;
import java.util.Optional;

/**
 * The queues of a run's phases. Immutable.
 *
 * @param spec for the phases' bounds and rates
 * @param open requests in flight at the end of each second of the run
 */
public record Queues(ExperimentSpec spec, OpenEachSecond open) {
  private static final long SECOND = 1_000_000_000L;

  /** Requests in flight at the end of a second. */
  @FunctionalInterface
  public interface OpenEachSecond {
    /** Those open at the end of this second of the run. */
    long at(int second);
  }

  /**
   * How the queue of a phase grew; empty when the phase is too short to say, and where clients wait
   * for their replies: then no more is open than there are clients.
   */
  public Optional<QueueGrowth> growth(PhaseSpec phase) {
    if (phase.clients().isPresent()) {
      return Optional.empty();
    }
    double seconds = phase.length().toNanos() / 1e9;
    double rise = (phase.toRate() - phase.fromRate()) / seconds;
    return QueueGrowth.of(open(phase.phase()), rise * usualSeconds(), phase.users() / seconds);
  }

  /** Seconds that a request took in the standard phase: in flight ÷ rate; 0 without one. */
  private double usualSeconds() {
    Optional<PhaseSpec> standard = spec.phase(Phase.STANDARD);
    if (standard.isEmpty() || standard.get().users() == 0) {
      return 0;
    }
    double rate = standard.get().users() / (standard.get().length().toNanos() / 1e9);
    return Arrays.stream(open(Phase.STANDARD)).average().orElse(0) / rate;
  }

  /** At the ends of the whole seconds that lie in the phase. */
  private long[] open(Phase phase) {
    int first = Math.toIntExact((spec.startNanos(phase) + SECOND - 1) / SECOND);
    int end = Math.toIntExact(spec.endNanos(phase) / SECOND);
    long[] all = new long[Math.max(0, end - first)];
    for (int i = 0; i < all.length; i++) {
      all[i] = open.at(first + i);
    }
    return all;
  }
}
