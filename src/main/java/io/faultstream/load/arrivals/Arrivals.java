package io.faultstream.load.arrivals;

import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.Phase;
import io.faultstream.spec.PhaseSpec;
import io.faultstream.time.Chance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * When Gatling's users begin: in an open model each is one request, and this is the intended moment
 * of every request of a run, known before the first is sent; in a closed model each is a client.
 * Milliseconds from the run's start, in order: Gatling's injector works in whole milliseconds.
 * Immutable.
 */
public final class Arrivals {
  private final long[] millis;
  private final Phase[] phases;
  private final List<Stay> stays;
  private final List<PhaseSpec> specs;

  private Arrivals(long[] millis, Phase[] phases, List<Stay> stays, List<PhaseSpec> specs) {
    this.millis = millis;
    this.phases = phases;
    this.stays = stays;
    this.specs = specs;
  }

  /**
   * One phase's arrivals.
   *
   * @param spec the phase
   * @param offsetsMillis from the start of the phase, in order
   */
  public record OfPhase(PhaseSpec spec, List<Long> offsetsMillis) {
    public OfPhase {
      offsetsMillis = List.copyOf(offsetsMillis);
    }

    /** The arrivals of a phase that is injected so. */
    public OfPhase(Phase phase, Injection injection) {
      this(injection.spec(phase), injection.offsetsMillis());
    }

    /**
     * The same number of requests as a Poisson process: given their number, the arrivals of a
     * Poisson process are independent draws from its rate, sorted. The rate goes linearly from the
     * phase's first to its last; the draws invert its cumulative distribution.
     */
    OfPhase asPoisson(SplittableRandom random) {
      double length = spec.length().toNanos() / 1e6;
      double from = spec.fromRate();
      double to = spec.toRate();
      long[] drawn = new long[offsetsMillis.size()];
      for (int i = 0; i < drawn.length; i++) {
        double u = random.nextDouble();
        double share =
            Math.abs(to - from) < 1e-9
                ? u
                : (Math.sqrt((1 - u) * from * from + u * to * to) - from) / (to - from);
        drawn[i] = Math.min((long) Math.ceil(share * length), (long) length - 1);
      }
      Arrays.sort(drawn);
      return new OfPhase(spec, Arrays.stream(drawn).boxed().toList());
    }
  }

  /**
   * The arrivals of all phases, which lie end to end; Poisson ones from the run's chance.
   *
   * @throws IllegalArgumentException when only some of the phases have clients
   */
  public static Arrivals of(List<OfPhase> phases, LoadSpec.Arrivals spread, Chance chance) {
    List<PhaseSpec> specs = phases.stream().map(OfPhase::spec).toList();
    long closed = specs.stream().filter(spec -> spec.clients().isPresent()).count();
    if (closed == 0) {
      return open(phases, spread, chance);
    }
    if (closed < specs.size()) {
      throw new IllegalArgumentException("all phases are by rates, or all by clients");
    }
    List<Stay> stays = Stay.of(specs);
    long[] from = stays.stream().mapToLong(Stay::fromMillis).toArray();
    return new Arrivals(from, new Phase[0], stays, specs);
  }

  private static Arrivals open(List<OfPhase> phases, LoadSpec.Arrivals spread, Chance chance) {
    List<Long> millis = new ArrayList<>();
    List<Phase> of = new ArrayList<>();
    long start = 0;
    for (OfPhase regular : phases) {
      PhaseSpec spec = regular.spec();
      OfPhase phase =
          spread == LoadSpec.Arrivals.POISSON
              ? regular.asPoisson(chance.named("arrivals." + spec.phase().label()))
              : regular;
      for (long offset : phase.offsetsMillis()) {
        millis.add(start + offset);
        of.add(spec.phase());
      }
      start += spec.length().toMillis();
    }
    return new Arrivals(
        millis.stream().mapToLong(Long::longValue).toArray(),
        of.toArray(new Phase[0]),
        List.of(),
        phases.stream().map(OfPhase::spec).toList());
  }

  /** How many users there are: requests, or clients. */
  public int count() {
    return millis.length;
  }

  /** Whether each user is a client, who sends one request after the other. */
  public boolean clients() {
    return !stays.isEmpty();
  }

  /** When user {@code id} begins, in milliseconds from the run's start. */
  public long intendedMillis(int id) {
    return millis[id];
  }

  /** The phase of request {@code id} of an open model. */
  public Phase phase(int id) {
    return phases[id];
  }

  /** The phase at this moment, in nanoseconds from the run's start. */
  public Phase phaseAt(long nanos) {
    return PhaseSpec.at(specs, nanos);
  }

  /** The end of the last phase, in nanoseconds from the run's start. */
  public long endNanos() {
    return PhaseSpec.lengthNanos(specs);
  }

  /** From when on client {@code id} begins no request, in milliseconds from the run's start. */
  public long untilMillis(int id) {
    return stays.get(id).untilMillis();
  }
}
