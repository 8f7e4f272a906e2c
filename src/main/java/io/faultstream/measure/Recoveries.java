package io.faultstream.measure;

import io.faultstream.history.Outcome;
import io.faultstream.measure.points.Band;
import io.faultstream.measure.points.Points;
import io.faultstream.measure.points.Slots;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.Phase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the service came back after a fault. The time from the fault's effect to the end of the last
 * phase is looked at in windows of two seconds, each 100 ms further; the service has recovered at
 * the start of the first window whose median TTFT and share of requests served in time lie inside
 * the {@link Band} of the fault's phase before the fault, or, for windows that reach beyond that
 * phase, of the standard phase. A run that was not harmed has recovered after 0 s.
 */
final class Recoveries {
  private static final long SECOND = 1_000_000_000L;

  private Recoveries() {}

  /** The recovery; empty without an injection or with too few requests before it. */
  static Optional<Recovery> of(FaultWindow window, ExperimentSpec spec, Points points) {
    Long inject = window.injectNanos();
    if (inject == null || spec.phase(window.phase()).isEmpty()) {
      return Optional.empty();
    }
    Optional<Band> standard = Band.before(points, Phase.STANDARD, inject);
    Optional<Band> own = Band.before(points, window.phase(), inject).or(() -> standard);
    if (own.isEmpty()) {
      return Optional.empty();
    }
    Long proven = window.effectNanos();
    long effect = proven == null ? inject : proven;
    Slots.Span span = new Slots.Span(effect, spec.lengthNanos(), spec.closed());
    Slots before = new Slots(points, own.get(), span);
    Slots usual = standard.map(b -> new Slots(points, b, span)).orElse(before);
    long phaseEnd = spec.endNanos(window.phase()) - effect;
    int until = recovered(before, usual, phaseEnd);
    Dip dip = dip(points, own.get(), effect, until < 0 ? before.count() : until);
    return Optional.of(
        new Recovery(
            window.id(),
            nanos(until),
            standard.isEmpty() ? null : nanos(recovered(usual, usual, phaseEnd)),
            Math.max(0, spec.lengthNanos() - effect),
            (int) (Slots.WINDOW * Slots.NANOS / SECOND),
            own.get().ttftNanos() / 1000,
            own.get().share(),
            before.deepestLoss(until < 0 ? before.count() : until),
            dip.lost(),
            dip.excessSeconds()));
  }

  private static @Nullable Long nanos(int slot) {
    return slot < 0 ? null : (Long) (slot * Slots.NANOS);
  }

  /** The first slot of the first window inside the band, -1 without one. */
  private static int recovered(Slots before, Slots usual, long phaseEnd) {
    for (int slot = 0; slot < before.count(); slot++) {
      boolean inPhase = (slot + Slots.WINDOW) * Slots.NANOS <= phaseEnd;
      if ((inPhase ? before : usual).windowInside(slot)) {
        return slot;
      }
    }
    return -1;
  }

  /** The area of the dip: requests that failed, and waiting above the band. */
  private record Dip(double lost, double excessSeconds) {}

  private static Dip dip(Points points, Band band, long effect, int slots) {
    long until = effect + slots * Slots.NANOS;
    long lost = 0;
    double excess = 0;
    for (int i = 0; i < points.size(); i++) {
      boolean failed = points.outcome(i).countsAgainst();
      if (failed && points.end(i) >= effect && points.end(i) < until) {
        lost++;
      }
      boolean met = points.hasToken(i) && points.firstToken(i) >= effect;
      if (met && points.intended(i) < until && points.outcome(i) != Outcome.CANCELLED) {
        excess += Math.max(0, points.ttftNanos(i) - band.ttftNanos()) / 1e9;
      }
    }
    return new Dip(lost, excess);
  }
}
