package io.faultstream.spec;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;

/**
 * All that was asked of one run. It is written to {@code spec.json}, and everything after the run
 * reads that alone, so that judging again needs no simulation class.
 *
 * @param schema version of this record's JSON form, {@link #SCHEMA}
 * @param simulation name of the simulation and of its results folder
 * @param seed the run's seed
 * @param target the system under test
 * @param load what a request looks like
 * @param phases in the order they are played, without gaps; offsets count from the run's start
 * @param faults the schedule; may be empty
 * @param expectation what shall happen to streams on a victim
 * @param claims what must hold
 * @param cancellation which requests their client leaves; empty: none
 */
public record ExperimentSpec(
    int schema,
    String simulation,
    long seed,
    TargetSpec target,
    LoadSpec load,
    List<PhaseSpec> phases,
    List<FaultSpec> faults,
    Expectation expectation,
    List<ClaimSpec> claims,
    Optional<CancelSpec> cancellation) {
  /** The version that this code writes and reads. */
  public static final int SCHEMA = 2;

  public ExperimentSpec {
    phases = List.copyOf(phases);
    faults = List.copyOf(faults);
    claims = List.copyOf(claims);
  }

  /** A run in which no request is cancelled. */
  public ExperimentSpec(
      int schema,
      String simulation,
      long seed,
      TargetSpec target,
      LoadSpec load,
      List<PhaseSpec> phases,
      List<FaultSpec> faults,
      Expectation expectation,
      List<ClaimSpec> claims) {
    this(
        schema,
        simulation,
        seed,
        target,
        load,
        phases,
        faults,
        expectation,
        claims,
        Optional.empty());
  }

  /** The phase's profile, empty when the run has no such phase. */
  public Optional<PhaseSpec> phase(Phase phase) {
    return phases.stream().filter(p -> p.phase() == phase).findFirst();
  }

  /** Start of the phase in nanoseconds from the run's start; phases lie end to end. */
  public long startNanos(Phase phase) {
    long start = 0;
    for (PhaseSpec p : phases) {
      if (p.phase() == phase) {
        return start;
      }
      start += p.length().toNanos();
    }
    throw new IllegalArgumentException("the run has no phase " + phase.label());
  }

  /** End of the phase in nanoseconds from the run's start. */
  public long endNanos(Phase phase) {
    return startNanos(phase) + phase(phase).orElseThrow().length().toNanos();
  }

  /** The phase at this offset; the first before the start, the last after the end. */
  public Phase phaseAt(long offsetNanos) {
    return PhaseSpec.at(phases, offsetNanos);
  }

  /** Whether requests come from clients who wait for their replies: a closed model. */
  @JsonIgnore
  public boolean closed() {
    return phases.stream().anyMatch(p -> p.clients().isPresent());
  }

  /** Whether this process of the target shall end by itself once the store is lost. */
  public boolean endsByItself(String process) {
    boolean serves = process.equals(TargetSpec.FRONTEND) || target.workerNames().contains(process);
    return serves && expectation == Expectation.END;
  }

  /** Length of all phases together in nanoseconds. */
  @JsonIgnore
  public long lengthNanos() {
    return PhaseSpec.lengthNanos(phases);
  }

  /**
   * The fault that this one waits for, as planned: it is still held when this one's time comes.
   * Empty: none is. Faults are played one after the other in their order, each from its own time on
   * and not before the last one is undone and the target is healthy again.
   */
  public Optional<FaultSpec> waitsFor(FaultSpec fault) {
    Optional<FaultSpec> last = Optional.empty();
    long end = Long.MIN_VALUE;
    for (FaultSpec one : faults) {
      long own = startNanos(one.phase()) + one.trigger().after().toNanos();
      if (one.equals(fault)) {
        return end < own ? Optional.empty() : last;
      }
      end = Math.max(own, end) + one.hold().toNanos();
      last = Optional.of(one);
    }
    return Optional.empty();
  }

  /** The same experiment with other claims, for judging again with other limits. */
  public ExperimentSpec withClaims(List<ClaimSpec> others) {
    return new ExperimentSpec(
        schema, simulation, seed, target, load, phases, faults, expectation, others, cancellation);
  }
}
