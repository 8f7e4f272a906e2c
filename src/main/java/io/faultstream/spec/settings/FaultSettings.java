package io.faultstream.spec.settings;

import io.faultstream.spec.Control;
import io.faultstream.spec.Expectation;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.FaultSpec.Trigger;
import io.faultstream.spec.FaultSpec.Victim;
import io.faultstream.spec.FaultSpec.Victim.Rule;
import io.faultstream.spec.Phase;
import io.faultstream.spec.TargetKind;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.TargetSpec.OnTerminate;
import io.faultstream.spec.WorkerRole;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys under {@code fault}, and {@code expect}. */
public final class FaultSettings {
  private static final Pattern AT =
      Pattern.compile("(?:(\\d{1,3}(?:\\.\\d+)?)%|([^,%]+))(?:,\\s*in-flight>=(\\d{1,6}))?");

  private static final String HOLD = "fault.hold";
  private static final String HEALTHY = "fault.healthyWithin";

  /** What means nothing without a fault. */
  private static final List<String> DETAILS =
      List.of("fault.control", "fault.at", HOLD, "fault.victim", HEALTHY);

  /** Why they are refused then. */
  static final String NO_FAULT = "is of a fault, and this run has none";

  private FaultSettings() {}

  /**
   * The fault in the overflow phase; mistakes are noted in the settings.
   *
   * @param target the kind of target: where it can do no fault, the default is none
   * @param overflow length of the overflow phase
   * @return empty when no fault is wanted
   */
  public static Optional<FaultSpec> read(Settings settings, TargetKind target, Duration overflow) {
    refuseStore(settings);
    String word = FaultWords.word(settings);
    if (word.equals("auto")) {
      word = target == TargetKind.URL ? "none" : "kill";
    }
    Control control = settings.choice("fault.control", Control.class);
    if (word.equals("none")) {
      refuseDetails(settings, NO_FAULT);
      return Optional.empty();
    }
    Trigger trigger = trigger(settings, overflow);
    Duration hold = settings.duration(HOLD, Duration.ofMillis(1));
    Duration healthyWithin = settings.duration(HEALTHY, Duration.ofMillis(1));
    Victim victim = victim(settings);
    FaultKind kind = FaultKind.labelled(word);
    return Optional.of(
        new FaultSpec(
            kind.label() + "-1",
            kind,
            Phase.OVERFLOW,
            trigger,
            hold,
            victim,
            healthyWithin,
            control));
  }

  /** No fault, in a simulation that breaks nothing: a fault asked for is noted as a mistake. */
  public static Optional<FaultSpec> none(Settings settings) {
    refuseStore(settings);
    String kind = settings.text(FaultWords.KIND);
    if (settings.changed(FaultWords.KIND) && !kind.equals("none")) {
      settings.problem(
          FaultWords.KIND, "this simulation breaks nothing" + FaultWords.elsewhere(kind));
    }
    refuseDetails(settings, "this simulation breaks nothing");
    return Optional.empty();
  }

  /** Notes each key that says how a fault is played, where none is. */
  static void refuseDetails(Settings settings, String why) {
    settings.refuse(DETAILS, why);
  }

  /** What only a fault of the store has. */
  private static void refuseStore(Settings settings) {
    settings.refuse(List.of("fault.worker"), "comes after a fault of the store: EtcdHaSim");
    settings.refuse(StoreFaultSettings.STRENGTHS, "is of a fault of the store: EtcdHaSim");
  }

  static Trigger trigger(Settings settings, Duration overflow) {
    Matcher at = AT.matcher(settings.text("fault.at"));
    Optional<Duration> after =
        !at.matches()
            ? Optional.empty()
            : at.group(1) != null
                ? Optional.of(share(overflow, Double.parseDouble(at.group(1))))
                : Times.parse(at.group(2).strip());
    if (after.isEmpty() || after.get().compareTo(overflow) >= 0) {
      settings.problem(
          "fault.at",
          "must be a share (25%) or a time (5s) inside the overflow phase of "
              + Times.text(overflow)
              + ", with \", in-flight>=N\" behind it if wanted");
      return new Trigger(Duration.ZERO, OptionalInt.empty());
    }
    OptionalInt streams =
        at.group(3) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(at.group(3)));
    return new Trigger(after.get(), streams);
  }

  private static Duration share(Duration of, double percent) {
    return Duration.ofNanos(Math.round(of.toNanos() * percent / 100));
  }

  private static Victim victim(Settings settings) {
    String word = settings.text("fault.victim");
    return switch (word) {
      case "receiving" -> new Victim(Rule.RECEIVING, Optional.empty());
      case "random" -> new Victim(Rule.RANDOM, Optional.empty());
      case "prefill" -> new Victim(Rule.PREFILL, Optional.empty());
      default -> {
        if (!word.matches("(worker|prefill)-\\d{1,3}")) {
          settings.problem(
              "fault.victim",
              "must be receiving, random, prefill or a worker like worker-0 or prefill-0");
        }
        yield new Victim(Rule.NAMED, Optional.of(word));
      }
    };
  }

  private static boolean prefills(Victim victim) {
    return victim.rule() == Rule.PREFILL
        || victim.name().filter(WorkerRole.PREFILL::calls).isPresent();
  }

  /** What shall happen to streams on the victim; without a fault it does not matter. */
  public static Expectation expectation(
      Settings settings, Optional<FaultSpec> fault, TargetSpec target) {
    String word =
        settings.word(
            "expect", List.of("auto", "migrate", "drain", "wait", "untouched", "fail", "end"));
    boolean ofStore = fault.filter(one -> one.kind().ofStore()).isPresent();
    if (ofStore) {
      return StoreFaultSettings.expectation(settings, fault.orElseThrow(), target);
    }
    boolean atPrefill = fault.filter(one -> prefills(one.victim())).isPresent();
    if (word.equals("untouched") && !atPrefill) {
      settings.problem(
          "expect", "is for a victim that computes prompts only (fault.victim=prefill)");
    }
    if (word.equals("end")) {
      settings.problem("expect", "end is for a store that is lost for longer than a lease");
    }
    if (!word.equals("auto")) {
      return Expectation.valueOf(word.toUpperCase(Locale.ROOT));
    }
    if (fault.isEmpty()) {
      return Expectation.MIGRATE;
    }
    if (atPrefill) {
      return Expectation.UNTOUCHED;
    }
    return switch (fault.get().kind()) {
      case KILL -> Expectation.MIGRATE;
      case TERMINATE ->
          target.onTerminate() == OnTerminate.DRAIN ? Expectation.DRAIN : Expectation.MIGRATE;
      case STALL -> target.backendTimeout().isPresent() ? Expectation.MIGRATE : Expectation.WAIT;
      default -> Expectation.UNTOUCHED;
    };
  }
}
