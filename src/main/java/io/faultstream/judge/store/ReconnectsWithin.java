package io.faultstream.judge.store;

import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.FaultWindow;
import io.faultstream.measure.store.LeaseLife;
import io.faultstream.spec.ClaimSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Once the store is whole again, as the undo of its fault is proven, each instance's lease is
 * renewed within its deadline, until the next fault of the store:
 *
 * <pre>
 * deadline = later of (last renewal + lease / 2) and (the store is whole)
 *            + longest pause of the back-off + marginMillis
 * </pre>
 *
 * The lease is what the store says it granted. A client of Dynamo's runtime sends a keep-alive at
 * half of what is left of its lease, and connects again after pauses that double from 0.5 s to 5 s
 * ({@link KeepAlivePolicy}); in a fault that breaks no connection only the first of these times
 * passes. A renewal that is known to lie between two samples is taken to be as late as it can be
 * when the next deadline is computed, and as early as it can be when it is judged, so that nothing
 * is a mistake of the sampling. A new leader renews all leases too, which cannot be told from a
 * keep-alive and is taken for one. A lease of less than about 16 s ends before its deadline can
 * pass: then its instance vanishes, which {@link InstancesTrue} judges.
 *
 * <p>A lease that is there no more is judged as long as it was. One lease is excused for each
 * worker that a fault hit between its last renewal and its deadline: it is no live instance's.
 * Limits: {@code minSamples}, default 5: seconds in which an age was known after the last undo;
 * {@code marginMillis}, default 3000: 1 s between two samples and 2 s for which a member that has
 * just begun to serve may keep an attempt waiting.
 */
public final class ReconnectsWithin implements Claim {
  public static final String ID = "reconnects-within";
  private static final String MIN_SAMPLES = "minSamples";
  private static final String MARGIN = "marginMillis";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String subject() {
    return "store";
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(MIN_SAMPLES, 5.0, MARGIN, 3_000.0);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "once the store is whole again, each instance's lease is renewed at half of its time, or"
        + " after the runtime's longest pause and "
        + Wording.millis(asked.limit(MARGIN));
  }

  /** Without a fault of the store nobody has to come back. */
  @Override
  public boolean judgedIn(StoredRun run) {
    return run.windows().stream().anyMatch(window -> window.kind().ofStore());
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    List<WholeAgain> all = WholeAgain.of(run.windows());
    if (all.isEmpty()) {
      return Finding.inconclusive("the store was never proven to be whole again");
    }
    WholeAgain last = all.get(all.size() - 1);
    List<LeaseLife> leases = LeaseLife.of(run.measured().store());
    long known =
        leases.stream()
            .flatMap(lease -> lease.samples().stream())
            .filter(sample -> sample.atNanos() >= last.fromNanos())
            .mapToLong(sample -> sample.atNanos() / 1_000_000_000L)
            .distinct()
            .count();
    if (known < asked.limit(MIN_SAMPLES)) {
      return AboutStore.tooFew(
          known, "seconds after the last undo have an age of a lease", asked.limit(MIN_SAMPLES));
    }
    List<FaultWindow> hits =
        run.windows().stream().filter(window -> !window.kind().ofStore()).toList();
    Comebacks comebacks = new Comebacks(leases, hits, (long) (asked.limit(MARGIN) * 1e6));
    all.forEach(comebacks::look);
    return comebacks.finding();
  }

  /**
   * A time in which the store is whole.
   *
   * @param fault after which
   * @param fromNanos when its undo was proven
   * @param toNanos when the next fault of the store was injected; the largest long: never
   */
  record WholeAgain(String fault, long fromNanos, long toNanos) {
    static List<WholeAgain> of(List<FaultWindow> windows) {
      List<FaultWindow> ofStore = windows.stream().filter(one -> one.kind().ofStore()).toList();
      return ofStore.stream()
          .filter(FaultWindow::undoProven)
          .flatMap(
              one ->
                  Optional.ofNullable(one.undoneNanos())
                      .map(whole -> new WholeAgain(one.id(), whole, next(ofStore, whole)))
                      .stream())
          .toList();
    }

    private static long next(List<FaultWindow> windows, long after) {
      long next = Long.MAX_VALUE;
      for (FaultWindow window : windows) {
        Long injected = window.injectNanos();
        next = injected != null && injected >= after ? Math.min(next, injected) : next;
      }
      return next;
    }
  }
}
