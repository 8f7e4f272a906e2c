package io.faultstream.fault;

import io.faultstream.fault.Breakage.Broken;
import io.faultstream.fault.Fault.Later;
import io.faultstream.fault.FaultKit.Aim;
import io.faultstream.history.FaultStep;
import io.faultstream.spec.Control;
import io.faultstream.spec.FaultSpec;
import io.faultstream.target.Health;
import io.faultstream.target.WorkerControl;
import io.faultstream.time.Poll;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * One fault from its trigger to its end, step by step; each step is told, also when it fails. Once
 * something is broken, the undo is always tried.
 *
 * @param stage what is broken, and the run it belongs to
 * @param spec what was asked
 * @param witness runs the looks that outlast the hold
 */
record Performance(Breakage stage, FaultSpec spec, Executor witness) {
  private static final Duration HEALTH_WITHIN = Duration.ofSeconds(2);
  private static final Duration HEALTH_EVERY = Duration.ofMillis(100);
  private static final Duration CONDITION_EVERY = Duration.ofMillis(5);
  private static final Duration LATER_EVERY = Duration.ofMillis(100);
  private static final Duration VICTIM_EVERY = Duration.ofMillis(50);
  private static final Duration PROOF_WITHIN = Duration.ofSeconds(20);

  /** How long a victim may take to be found, at most until the phase ends. */
  private static final Duration VICTIM_WITHIN = Duration.ofSeconds(5);

  /** Plays it; {@code result} gets whether all steps were ok once the last one is told. */
  void play(CompletableFuture<Boolean> result) {
    try {
      Optional<Fault> fault = prepare();
      if (fault.isEmpty()) {
        result.complete(false);
      } else {
        hit(fault.get(), result);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      unproven("interrupted");
      result.complete(false);
    } catch (Exception e) {
      unproven("playing it failed: " + e);
      result.complete(false);
    }
  }

  private void unproven(String why) {
    stage.tell(told("").unproven(stage.now(), why));
  }

  private Told told(String victim) {
    return new Told(spec, victim);
  }

  /** Waits for trigger and condition, asks for the health, chooses the victim. */
  private Optional<Fault> prepare() throws InterruptedException {
    long start = stage.scene().experiment().startNanos(spec.phase());
    stage.waitUntil(start + spec.trigger().after().toNanos());
    Optional<String> hindered = stage.ended().or(this::tooLate);
    if (hindered.isEmpty()) {
      hindered = condition();
    }
    if (hindered.isEmpty()) {
      hindered = unhealthy();
    }
    if (hindered.isPresent()) {
      unproven("not injected: " + hindered.get());
      return Optional.empty();
    }
    return aim();
  }

  private Optional<String> tooLate() {
    boolean over = leftOfPhase(Duration.ofDays(1)).isZero();
    return over ? Optional.of("its phase was over before it could begin") : Optional.empty();
  }

  /** Why the condition did not come true; empty when it did or there is none. */
  private Optional<String> condition() throws InterruptedException {
    OptionalInt wanted = spec.trigger().whenInFlight();
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    long[] most = {0};
    Duration left = leftOfPhase(Duration.ofDays(1));
    Poll.until(
        left,
        CONDITION_EVERY,
        () -> {
          most[0] = Math.max(most[0], inFlight());
          return Optional.of(true)
              .filter(any -> most[0] >= wanted.getAsInt() || stage.ended().isPresent());
        });
    if (most[0] >= wanted.getAsInt()) {
      return stage.ended();
    }
    return Optional.of(
        "its condition was never met: at least "
            + wanted.getAsInt()
            + " in flight, most seen "
            + most[0]);
  }

  private long inFlight() {
    Scene scene = stage.scene();
    return scene.experiment().load().anyStream()
        ? scene.inFlight().streams()
        : scene.inFlight().open();
  }

  private Duration leftOfPhase(Duration atMost) {
    long left = stage.scene().experiment().endNanos(spec.phase()) - stage.now();
    return Duration.ofNanos(Math.max(0, Math.min(left, atMost.toNanos())));
  }

  private Optional<String> unhealthy() throws InterruptedException {
    Health health = healthWithin(HEALTH_WITHIN);
    stage.tell(told("").healthyBefore(stage.now(), health));
    return health.ok()
        ? Optional.empty()
        : Optional.of("the target was not healthy before: " + health.sentence());
  }

  private Health healthWithin(Duration within) throws InterruptedException {
    Health[] last = {new Health(false, "not asked", 0)};
    Poll.until(
        within,
        HEALTH_EVERY,
        () -> {
          last[0] = stage.scene().target().health();
          return Optional.of(true).filter(any -> last[0].ok() || stage.ended().isPresent());
        });
    return last[0];
  }

  private Optional<Fault> aim() throws InterruptedException {
    Scene scene = stage.scene();
    Optional<FaultKit> kit = scene.faults().kit(spec.kind());
    Optional<WorkerControl> workers = scene.target().workers();
    if (kit.isEmpty() || workers.isEmpty()) {
      unproven("not injected: this target has no workers that can be operated");
      return Optional.empty();
    }
    String[] missed = {"it was too late to look"};
    Aim aim =
        new Aim(
            spec,
            workers.get(),
            new Victims(scene.chance()),
            scene.target().store(),
            why -> missed[0] = why);
    Optional<Fault> fault =
        Poll.until(leftOfPhase(VICTIM_WITHIN), VICTIM_EVERY, () -> kit.get().aim(aim));
    if (fault.isEmpty()) {
      unproven("not injected: no victim (" + spec.victimWords() + "): " + missed[0]);
    }
    return fault;
  }

  private void hit(Fault fault, CompletableFuture<Boolean> result) throws InterruptedException {
    Optional<Broken> injected = stage.inject(spec, fault);
    if (injected.isEmpty()) {
      result.complete(false);
      return;
    }
    Broken broken = injected.get();
    boolean effect = effect(broken);
    CompletableFuture<Boolean> seen =
        witnessed(effect ? fault.noticed() : Optional.empty(), FaultStep.NOTICED, broken);
    CompletableFuture<Boolean> later =
        witnessed(effect ? fault.later() : Optional.empty(), FaultStep.EFFECT, broken);
    boolean undone = holdAndUndo(broken, effect);
    Health after = healthAfter();
    stage.tell(broken.told().healthyAfter(stage.now(), after));
    boolean all = effect && undone && after.ok();
    witness.execute(() -> result.complete(seen.join() && later.join() && all));
  }

  private CompletableFuture<Boolean> witnessed(
      Optional<Later> later, FaultStep step, Broken broken) {
    CompletableFuture<Boolean> seen = new CompletableFuture<>();
    if (later.isPresent()) {
      witness.execute(() -> seen.complete(watch(later.get(), step, broken)));
    } else {
      seen.complete(true);
    }
    return seen;
  }

  /** Whether it was injected whole and that shows. */
  private boolean effect(Broken broken) {
    Fault fault = broken.fault();
    Proof proof;
    try {
      proof = fault.proveEffect();
    } catch (InterruptedException e) {
      proof = new Proof(false, "interrupted while looking for the effect");
    } catch (RuntimeException e) {
      proof = new Proof(false, "looking for the effect failed: " + e);
    }
    stage.tell(broken.told().effect(stage.now(), proof, fault.load()));
    return proof.ok() && broken.injection().failure().isEmpty();
  }

  /** A fault without effect is not held; a sham is, as it never has one. */
  private boolean holdAndUndo(Broken broken, boolean effect) throws InterruptedException {
    try {
      if (effect || spec.control() == Control.SHAM) {
        stage.waitUntil(broken.injection().edgeNanos() + spec.hold().toNanos());
      }
    } catch (InterruptedException e) {
      stage.undo(broken, PROOF_WITHIN);
      throw e;
    }
    return stage.undo(broken, PROOF_WITHIN).isEmpty();
  }

  private Health healthAfter() throws InterruptedException {
    try {
      return healthWithin(spec.healthyWithin());
    } catch (RuntimeException e) {
      return new Health(false, "asking for the health failed: " + e, 0);
    }
  }

  /**
   * Looks on the witness' thread until the proof is there, its time is over, or the run ends. What
   * the target had still time to notice when the run ended is not told: nobody knows.
   */
  private boolean watch(Later later, FaultStep step, Broken broken) {
    Told told = broken.told();
    try {
      Duration left =
          Duration.ofNanos(broken.injection().edgeNanos() + later.within().toNanos() - stage.now());
      Optional<String> seen =
          Poll.until(
              left,
              LATER_EVERY,
              () -> stage.ended().isPresent() ? Optional.of("") : later.look().once());
      String evidence =
          seen.filter(text -> !text.isEmpty())
              .orElse("not seen within its time or before the end: " + later.what());
      boolean ok = seen.filter(text -> !text.isEmpty()).isPresent();
      boolean unknown = !ok && (seen.isPresent() || !later.contradicted().getAsBoolean());
      if (!unknown || step == FaultStep.EFFECT) {
        stage.tell(told.witnessed(step, stage.now(), new Proof(ok, evidence)));
      }
      return ok;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (step == FaultStep.EFFECT) {
        String why = "interrupted while waiting: " + later.what();
        stage.tell(told.witnessed(step, stage.now(), new Proof(false, why)));
      }
      return false;
    } catch (RuntimeException e) {
      String why = "looking failed: " + later.what() + ": " + e;
      stage.tell(told.witnessed(step, stage.now(), new Proof(false, why)));
      return false;
    }
  }
}
