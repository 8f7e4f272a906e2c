package io.faultstream.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One fault of the schedule.
 *
 * @param id unique in the run, used in the journal and in {@code faults.jsonl}
 * @param kind what is broken
 * @param phase the phase it belongs to; proof outside that phase voids the run
 * @param trigger when it starts
 * @param hold how long it is held before it is undone; {@link #FOR_GOOD}: until the run is over
 * @param victim who is hit
 * @param healthyWithin how long the target may take to be healthy again after the undo
 * @param control whether it is played as a negative control; specs that do not say it have none
 * @param strength how badly it is hit; empty for a fault that is all or nothing
 */
public record FaultSpec(
    String id,
    FaultKind kind,
    Phase phase,
    Trigger trigger,
    Duration hold,
    Victim victim,
    Duration healthyWithin,
    Control control,
    Optional<Strength> strength) {
  /** The hold of a fault that nobody undoes before the run is over; longer than any run. */
  public static final Duration FOR_GOOD = Duration.ofDays(1);

  public FaultSpec {
    control = Objects.requireNonNullElse(control, Control.NONE);
    // Runs of before there were these do not say them.
    strength = Objects.requireNonNullElse(strength, Optional.empty());
  }

  /** A fault that is all or nothing. */
  public FaultSpec(
      String id,
      FaultKind kind,
      Phase phase,
      Trigger trigger,
      Duration hold,
      Victim victim,
      Duration healthyWithin,
      Control control) {
    this(id, kind, phase, trigger, hold, victim, healthyWithin, control, Optional.empty());
  }

  /** A fault that hits its victim. */
  public FaultSpec(
      String id,
      FaultKind kind,
      Phase phase,
      Trigger trigger,
      Duration hold,
      Victim victim,
      Duration healthyWithin) {
    this(id, kind, phase, trigger, hold, victim, healthyWithin, Control.NONE);
  }

  /** The same fault, as bad as this. */
  public FaultSpec with(Strength asked) {
    return new FaultSpec(
        id, kind, phase, trigger, hold, victim, healthyWithin, control, Optional.of(asked));
  }

  /**
   * How badly it is hit; each fault knows which of both it means.
   *
   * @param delay how late what passes is, each way, or how much longer a sync takes
   * @param lossPercent how much of what passes is lost, at most 100; 0 where nothing passes
   */
  public record Strength(Duration delay, double lossPercent) {}

  /** Who is hit, in words: the fault of a store knows which of its members. */
  public String victimWords() {
    boolean both = kind.ofStore() && kind.ofWorker();
    if (both && victim.rule() != Victim.Rule.STORE) {
      return kind.hits() + ", and " + victim.words();
    }
    if (both) {
      return kind.hits() + ", and " + Victim.BUSIEST;
    }
    return victim.rule() == Victim.Rule.STORE ? kind.hits() : victim.words();
  }

  /** Whether it is only undone when the run is over. */
  public boolean forGood() {
    return hold.compareTo(FOR_GOOD) >= 0;
  }

  /**
   * When a fault starts: an offset from its phase's start, and, where given, not before so many
   * streams are in flight (waited for until the phase ends).
   *
   * @param after offset from the start of the phase
   * @param whenInFlight least number of streams in flight at the client, empty: no condition
   */
  public record Trigger(Duration after, OptionalInt whenInFlight) {}

  /**
   * Who is hit.
   *
   * @param rule how the victim is found
   * @param name the worker or member, for {@link Rule#NAMED} only
   */
  public record Victim(Rule rule, Optional<String> name) {
    private static final String BUSIEST =
        "the worker with most streams in flight by its own metric";

    /** The rule in words. */
    public String words() {
      return switch (rule) {
        case NAMED -> name.orElse("a worker without a name");
        case RANDOM -> "a worker by chance, from the seed";
        case RECEIVING -> BUSIEST;
        case PREFILL -> "the prefill worker with most prompts in flight by its own metric";
        case STORE -> "members of the etcd cluster";
      };
    }

    /** How a victim is found when the fault starts. */
    public enum Rule {
      /** By its name. */
      @JsonProperty("named")
      NAMED,
      /** Any of them that gives tokens, from the run's seed. */
      @JsonProperty("random")
      RANDOM,
      /** The worker that gives tokens with most streams in flight by its own metric. */
      @JsonProperty("receiving")
      RECEIVING,
      /** The prefill worker with most prompts in flight, or the first when none has any. */
      @JsonProperty("prefill")
      PREFILL,
      /** Members of the store; which, the fault itself says. */
      @JsonProperty("store")
      STORE
    }
  }
}
