package io.faultstream.measure;

import io.faultstream.history.FaultEvent;
import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.history.FaultStep;
import io.faultstream.measure.store.Gap.InForce;
import io.faultstream.measure.streams.FaultMoments;
import io.faultstream.spec.FaultSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Makes the windows of the faults that were asked for from the steps that were recorded. */
final class FaultWindows {
  private FaultWindows() {}

  /** A window for each fault of the schedule, also for one that was never begun. */
  static List<FaultWindow> of(List<FaultSpec> faults, List<FaultEvent> events) {
    return faults.stream()
        .map(f -> of(f, events.stream().filter(e -> e.fault().equals(f.id())).toList()))
        .toList();
  }

  private static FaultWindow of(FaultSpec fault, List<FaultEvent> steps) {
    FaultEvent inject = first(steps, FaultStep.INJECTING);
    FaultEvent effect = first(steps, FaultStep.EFFECT);
    FaultEvent noticed = first(steps, FaultStep.NOTICED);
    FaultEvent undo = first(steps, FaultStep.UNDOING);
    FaultEvent undone = first(steps, FaultStep.UNDONE);
    return new FaultWindow(
        fault.id(),
        fault.kind(),
        fault.phase(),
        steps.stream().map(FaultEvent::victim).filter(v -> !v.isEmpty()).findFirst().orElse(""),
        nanos(inject),
        edge(inject),
        nanos(effect),
        effect != null && allOk(steps, FaultStep.EFFECT),
        nanos(noticed),
        ok(noticed),
        nanos(undo),
        edge(undo),
        nanos(undone),
        undone != null && undone.ok(),
        ok(first(steps, FaultStep.HEALTHY_BEFORE)),
        ok(first(steps, FaultStep.HEALTHY_AFTER)),
        load(steps),
        steps.stream().map(FaultEvent::evidence).filter(e -> !e.isBlank()).toList());
  }

  /** The first that succeeded, else the first. */
  private static @Nullable FaultEvent first(List<FaultEvent> steps, FaultStep step) {
    FaultEvent found = null;
    for (FaultEvent event : steps) {
      if (event.step() == step && (found == null || (event.ok() && !found.ok()))) {
        found = event;
      }
    }
    return found;
  }

  /**
   * Whether no step of this kind is without its proof: a fault may have a second effect to prove.
   */
  private static boolean allOk(List<FaultEvent> steps, FaultStep step) {
    return steps.stream().filter(event -> event.step() == step).allMatch(FaultEvent::ok);
  }

  private static @Nullable Long nanos(@Nullable FaultEvent event) {
    return event == null ? null : (Long) event.atNanos();
  }

  private static @Nullable Integer edge(@Nullable FaultEvent event) {
    return event == null || event.edge().isEmpty() ? null : (Integer) event.edge().getAsInt();
  }

  private static boolean ok(@Nullable FaultEvent event) {
    return event != null && event.ok();
  }

  private static Optional<VictimLoad> load(List<FaultEvent> steps) {
    return steps.stream().flatMap(e -> e.load().stream()).findFirst();
  }

  /** What the streams must know of a fault; empty when it was never injected. */
  static Optional<FaultMoments> moments(FaultWindow window) {
    Long inject = window.injectNanos();
    if (inject == null) {
      return Optional.empty();
    }
    Long effect = window.effectNanos();
    Integer edge = window.injectEdge();
    long from = effect == null ? inject : effect;
    return Optional.of(
        new FaultMoments(
            window.id(),
            inject,
            edge == null ? OptionalInt.empty() : OptionalInt.of(edge),
            from,
            silentUntil(window, from),
            window.load()));
  }

  private static long silentUntil(FaultWindow window, long from) {
    if (!window.effectProven()) {
      return from;
    }
    Long undo = window.undoNanos();
    return switch (window.kind()) {
      case KILL -> Long.MAX_VALUE;
      case STALL -> undo == null ? Long.MAX_VALUE : undo;
      default -> from;
    };
  }

  /** When each fault that was injected was injected, by its id, in the order of the schedule. */
  static Map<String, Long> injections(List<FaultWindow> windows) {
    Map<String, Long> injections = new LinkedHashMap<>();
    for (FaultWindow window : windows) {
      Long inject = window.injectNanos();
      if (inject != null) {
        injections.put(window.id(), inject);
      }
    }
    return injections;
  }

  /** The earliest injection; {@link Long#MAX_VALUE} without one. */
  static long firstInjection(List<FaultWindow> windows) {
    long first = Long.MAX_VALUE;
    for (FaultWindow window : windows) {
      Long inject = window.injectNanos();
      first = inject == null ? first : Math.min(first, inject);
    }
    return first;
  }

  /** When each fault that was injected was in force; one that was not undone to the end. */
  static List<InForce> inForce(List<FaultWindow> windows) {
    List<InForce> all = new ArrayList<>();
    for (FaultWindow window : windows) {
      Long from = window.injectNanos();
      Long to = window.undoneNanos();
      if (from != null) {
        all.add(new InForce(window.id(), from, to == null ? Long.MAX_VALUE : to));
      }
    }
    return all;
  }
}
