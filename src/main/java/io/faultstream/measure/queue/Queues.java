package io.faultstream.measure.queue;

import io.faultstream.measure.queue.QueueGrowth.Second;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.Phase;
import io.faultstream.spec.PhaseSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The queues of a run's phases. Immutable.
 *
 * @param spec for the phases' bounds and rates
 * @param seconds what each second of the run tells
 */
public record Queues(ExperimentSpec spec, Seconds seconds) {
  private static final long SECOND = 1_000_000_000L;

  /** The seconds of a run. */
  @FunctionalInterface
  public interface Seconds {
    /** This second of the run. */
    Second at(int second);
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
    return QueueGrowth.of(of(phase.phase()), rise * usualSeconds(), phase.users() / seconds);
  }

  /** Seconds that a request took in the standard phase: in flight ÷ rate; 0 without one. */
  private double usualSeconds() {
    Optional<PhaseSpec> standard = spec.phase(Phase.STANDARD);
    if (standard.isEmpty() || standard.get().users() == 0) {
      return 0;
    }
    double rate = standard.get().users() / (standard.get().length().toNanos() / 1e9);
    return of(Phase.STANDARD).stream().mapToLong(Second::open).average().orElse(0) / rate;
  }

  /** The whole seconds that lie in the phase. */
  private List<Second> of(Phase phase) {
    int first = Math.toIntExact((spec.startNanos(phase) + SECOND - 1) / SECOND);
    int end = Math.toIntExact(spec.endNanos(phase) / SECOND);
    return IntStream.range(first, Math.max(first, end)).mapToObj(seconds::at).toList();
  }
}
