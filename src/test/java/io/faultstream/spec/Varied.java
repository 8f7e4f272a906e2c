package io.faultstream.spec;

import java.util.List;
import java.util.Optional;

/** An experiment that is as another one but for what is said here. For one thread. */
public final class Varied {
  private final ExperimentSpec from;
  private long seed;
  private TargetSpec target;
  private LoadSpec load;
  private List<PhaseSpec> phases;
  private List<FaultSpec> faults;
  private Expectation expectation;
  private List<ClaimSpec> claims;
  private Optional<CancelSpec> cancellation;

  private Varied(ExperimentSpec from) {
    this.from = from;
    this.seed = from.seed();
    this.target = from.target();
    this.load = from.load();
    this.phases = from.phases();
    this.faults = from.faults();
    this.expectation = from.expectation();
    this.claims = from.claims();
    this.cancellation = from.cancellation();
  }

  /** As this one so far. */
  public static Varied of(ExperimentSpec spec) {
    return new Varied(spec);
  }

  /** With this seed. */
  public Varied seed(long other) {
    seed = other;
    return this;
  }

  /** Against this target. */
  public Varied target(TargetSpec other) {
    target = other;
    return this;
  }

  /** With such requests. */
  public Varied load(LoadSpec other) {
    load = other;
    return this;
  }

  /** In these phases. */
  public Varied phases(List<PhaseSpec> others) {
    phases = others;
    return this;
  }

  /** With these faults. */
  public Varied faults(List<FaultSpec> others) {
    faults = others;
    return this;
  }

  /** With this expected of streams on a victim. */
  public Varied expectation(Expectation other) {
    expectation = other;
    return this;
  }

  /** Judged by these claims. */
  public Varied claims(List<ClaimSpec> others) {
    claims = others;
    return this;
  }

  /** With clients that leave by this plan; empty: none does. */
  public Varied cancellation(Optional<CancelSpec> other) {
    cancellation = other;
    return this;
  }

  /** The experiment. */
  public ExperimentSpec spec() {
    return new ExperimentSpec(
        from.schema(),
        from.simulation(),
        seed,
        target,
        load,
        phases,
        faults,
        expectation,
        claims,
        cancellation);
  }
}
