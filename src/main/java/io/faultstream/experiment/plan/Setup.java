package io.faultstream.experiment.plan;

import io.faultstream.judge.claims.Catalogue;
import io.faultstream.judge.claims.Claims;
import io.faultstream.load.arrivals.Injection;
import io.faultstream.spec.Access;
import io.faultstream.spec.CancelSpec;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.Expectation;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.Phase;
import io.faultstream.spec.TargetKind;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.settings.AccessSettings;
import io.faultstream.spec.settings.CancelSettings;
import io.faultstream.spec.settings.FaultSettings;
import io.faultstream.spec.settings.LoadSettings;
import io.faultstream.spec.settings.PlantedDefects;
import io.faultstream.spec.settings.Settings;
import io.faultstream.spec.settings.StoreFaultSettings;
import io.faultstream.spec.settings.StoreSettings;
import io.faultstream.spec.settings.TargetSettings;
import io.faultstream.spec.settings.Times;
import io.faultstream.target.choice.Targets;
import io.faultstream.target.network.StoreNetworks;
import io.faultstream.time.Chance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings as a simulation uses them, read and checked once.
 *
 * @param settings effective values, for the record
 * @param planOnly whether only the plan is wanted
 * @param seed of the run
 * @param results folder of runs and baselines
 * @param cleanLeftovers whether what an earlier run left is cleaned up instead of refused
 * @param target the system under test
 * @param access headers that a server of someone else's wants; in no file
 * @param load what a request looks like
 * @param lengths of the phases
 * @param demand how much is asked in them
 * @param faults in overflow, one after the other
 * @param cancellation requests of overflow that their client leaves
 * @param expectation what shall happen to streams on a victim
 * @param stop when the faults are ended early
 * @param limits of the claims, by claim id and limit name
 */
public record Setup(
    Map<String, String> settings,
    boolean planOnly,
    long seed,
    Path results,
    boolean cleanLeftovers,
    TargetSpec target,
    Access access,
    LoadSpec load,
    Map<Phase, Duration> lengths,
    Demand demand,
    List<FaultSpec> faults,
    Optional<CancelSpec> cancellation,
    Expectation expectation,
    Stop stop,
    Map<String, Map<String, Double>> limits) {

  /**
   * When the faults are ended early.
   *
   * @param failedShare share of requests that failed within the last seconds
   * @param faultTime longest time that faults may be in force
   */
  public record Stop(double failedShare, Duration faultTime) {}

  /** What is done to the target in overflow. */
  public enum Disturbance {
    /** Something of it is broken. */
    FAULTS,
    /** Its clients go away. */
    CANCELLATIONS,
    /** The store through which its processes find each other is broken. */
    STORE_FAULTS
  }

  /** Reads the settings; on a mistake the process says so and ends, before anything is started. */
  public static Setup read(Disturbance disturbance) {
    return Exit.onBadSpec(() -> of(Settings.load(), System.getenv(), disturbance));
  }

  /** The setup of a run with faults, with the environment of this process. */
  static Setup of(Settings settings) {
    return of(settings, System.getenv());
  }

  /** The same with another environment. */
  static Setup of(Settings settings, Map<String, String> environment) {
    return of(settings, environment, Disturbance.FAULTS);
  }

  /**
   * The setup that these settings ask for.
   *
   * @param environment variables that hold what must not be written down
   * @param disturbance which keys mean something in this run
   * @throws io.faultstream.spec.BadSpecException with all mistakes
   */
  static Setup of(Settings settings, Map<String, String> environment, Disturbance disturbance) {
    TargetSpec target = TargetSettings.read(settings, disturbance == Disturbance.STORE_FAULTS);
    Map<Phase, Duration> lengths = lengths(settings);
    Duration overflow = lengths.getOrDefault(Phase.OVERFLOW, Duration.ofSeconds(1));
    boolean cancels = disturbance == Disturbance.CANCELLATIONS;
    Demand demand = Demand.read(settings);
    LoadSpec load = LoadSettings.read(settings, target, cancels, demand.closed());
    List<FaultSpec> faults =
        switch (disturbance) {
          case FAULTS -> FaultSettings.read(settings, target.kind(), overflow).stream().toList();
          case CANCELLATIONS -> FaultSettings.none(settings).stream().toList();
          case STORE_FAULTS -> StoreFaultSettings.read(settings, target, overflow);
        };
    if (!cancels) {
      CancelSettings.refuse(settings);
    }
    long seed = settings.wholeLong("seed", 0, Long.MAX_VALUE);
    long chosen = seed == 0 ? Chance.freshSeed() : seed;
    Setup setup =
        new Setup(
            withSeed(settings.effective(), chosen),
            settings.word("run", List.of("full", "plan")).equals("plan"),
            chosen,
            Path.of(settings.text("results.dir")),
            settings.word("leftovers", List.of("refuse", "clean")).equals("clean"),
            StoreNetworks.chosen(target, faults),
            AccessSettings.read(settings, target.kind(), environment),
            load,
            lengths,
            demand,
            faults,
            cancels ? Optional.of(CancelSettings.read(settings, load)) : Optional.empty(),
            FaultSettings.expectation(settings, faults.stream().findFirst(), target),
            new Stop(
                settings.number("stop.failedShare", 0.01, 1),
                settings.duration("stop.faultTime", Duration.ofSeconds(1))),
            limits(settings));
    setup.checkTogether(settings);
    return setup;
  }

  /** The record of a run has the seed it was played with, also when it was a fresh one. */
  private static Map<String, String> withSeed(Map<String, String> settings, long seed) {
    Map<String, String> all = new TreeMap<>(settings);
    all.put("seed", Long.toString(seed));
    return all;
  }

  private static Map<Phase, Duration> lengths(Settings settings) {
    Map<Phase, Duration> lengths = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      String key = "phase." + phase.label() + ".length";
      Duration length = settings.duration(key, Duration.ofSeconds(phase.judged() ? 1 : 0));
      if (length.toMillis() % 1000 != 0) {
        settings.problem(key, "must be whole seconds: Gatling's ramps know no other");
      }
      lengths.put(phase, length);
    }
    return lengths;
  }

  private static Map<String, Map<String, Double>> limits(Settings settings) {
    Map<String, Map<String, Double>> limits = new TreeMap<>();
    Catalogue.defaults()
        .forEach(
            (claim, names) ->
                names
                    .keySet()
                    .forEach(
                        name -> {
                          String key = "claim." + claim + "." + name;
                          double most = name.matches("min|minSuccess|m(in|ax)\\w*Share") ? 1 : 1e9;
                          double value = settings.number(key, 0, most);
                          Catalogue.find(claim)
                              .flatMap(known -> known.mistake(name, value))
                              .ifPresent(why -> settings.problem(key, why));
                          limits.computeIfAbsent(claim, any -> new TreeMap<>()).put(name, value);
                        }));
    return limits;
  }

  /** These claims with the limits of the settings, as far as the replies can decide them. */
  public List<ClaimSpec> claims(List<ClaimSpec> claims) {
    return Claims.withLimits(load.anyStream() ? claims : Claims.withoutGaps(claims), limits);
  }

  private void checkTogether(Settings settings) {
    if (!faults.isEmpty() && target.kind() == TargetKind.URL) {
      settings.problem(
          "fault.kind",
          "target.kind=url cannot do this fault: nobody but its owner can touch its processes");
    }
    checkVictim(settings);
    checkBurst(settings);
    checkMoments(settings);
    checkFaultTime(settings);
    PlantedDefects.check(
        settings, target, cancellation.isPresent(), faults.stream().map(FaultSpec::kind).toList());
    if (faults.isEmpty() && !settings.text("expect").equals("auto")) {
      settings.problem("expect", "means nothing without a fault; leave it at auto");
    }
    target
        .store()
        .flatMap(store -> StoreNetworks.refusal(store.network(), faults))
        .ifPresent(why -> settings.problem(StoreSettings.NETWORK, why));
    Targets.refusal(target)
        .filter(why -> target.kind() != TargetKind.URL || target.url().isPresent())
        .ifPresent(why -> settings.problem("target.kind", why));
    settings.check();
  }

  private void checkBurst(Settings settings) {
    cancellation
        .filter(plan -> plan.burst() > 0)
        .flatMap(plan -> demand.noBurst(plan, length(Phase.OVERFLOW)))
        .ifPresent(why -> settings.problem("cancel.burst", why));
  }

  /** A moment that no reply lasts to never comes. */
  private void checkMoments(Settings settings) {
    Optional<ReplyTime> known = ReplyTime.of(target, load, demand.most());
    for (CancelSpec.Moment moment : cancellation.map(CancelSpec::moments).orElse(List.of())) {
      known
          .filter(time -> moment.after().compareTo(time.longest()) > 0)
          .filter(time -> moment.after().compareTo(load.timeouts().total()) < 0)
          .ifPresent(
              time ->
                  settings.problem(
                      "cancel.at",
                      moment.label()
                          + " cannot come before the end of a reply of load.outputTokens = "
                          + load.outputTokens()
                          + " here, "
                          + time.words()));
    }
  }

  /**
   * All faults together are in force from each one's injection until it is undone. What injecting
   * and undoing take comes to their holds, so that no hold may use all of the time either.
   */
  private void checkFaultTime(Settings settings) {
    Duration all = faults.stream().map(this::held).reduce(Duration.ZERO, Duration::plus);
    if (all.compareTo(stop.faultTime()) >= 0) {
      boolean forGood = faults.stream().anyMatch(FaultSpec::forGood);
      int count = faults.size();
      settings.problem(
          "fault.hold",
          "means "
              + Times.text(all)
              + (count == 1
                  ? " with a fault in force"
                  : " with " + count + " faults in force in turn")
              + (forGood ? ", until the last request may have ended" : "")
              + ": stop.faultTime="
              + Times.text(stop.faultTime())
              + " would end it before and must be longer");
    }
  }

  /** One that is held until the run is over waits for the last requests too. */
  private Duration held(FaultSpec fault) {
    return fault.forGood()
        ? lengths.entrySet().stream()
            .filter(phase -> phase.getKey().compareTo(fault.phase()) >= 0)
            .map(Map.Entry::getValue)
            .reduce(load.timeouts().drain(), Duration::plus)
            .minus(fault.trigger().after())
        : fault.hold();
  }

  /** The embedded target's workers are known beforehand; others are asked when they are there. */
  private void checkVictim(Settings settings) {
    if (faults.isEmpty() || target.kind() == TargetKind.URL) {
      return;
    }
    FaultSpec.Victim victim = faults.get(0).victim();
    if (victim.rule() == FaultSpec.Victim.Rule.PREFILL && target.split().isEmpty()) {
      settings.problem("fault.victim", "is only for target.topology=disagg");
    }
    String name = victim.name().orElse("");
    boolean ofThese = name.startsWith("worker-") || name.startsWith("prefill-");
    if (ofThese && !target.workerNames().contains(name)) {
      settings.problem(
          "fault.victim",
          "there is no such worker: there are " + String.join(", ", target.workerNames()));
    }
  }

  /** The usual load, as long as this phase is: by rates, or by clients where they are set. */
  public Injection steady(Phase phase) {
    return demand.steady(length(phase));
  }

  /** Load that rises to its peak over the length of this phase. */
  public Injection rising(Phase phase) {
    return demand.rising(length(phase));
  }

  private Duration length(Phase phase) {
    return lengths.getOrDefault(phase, Duration.ZERO);
  }
}
