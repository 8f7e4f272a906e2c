package io.faultstream.fault.process;

import io.faultstream.fault.Fault;
import io.faultstream.fault.Proof;
import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.history.FaultStep;
import io.faultstream.process.JournalEntry;
import io.faultstream.process.Signal;
import io.faultstream.target.TargetException;
import io.faultstream.time.Poll;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * SIGTERM: the worker takes no more, finishes what it has and ends; undone by starting it again,
 * also while the old process still drains. Proof: its instance leaves the frontend's /health (seen:
 * within 0.1 s), and later the process ends by itself.
 */
final class Terminate implements Fault {
  private static final Duration LEAVES_WITHIN = Duration.ofSeconds(5);

  /** The longest draining seen on the real system was 17 s. */
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);

  private static final Optional<Boolean> LEFT = Optional.of(true);

  private final Hit hit;
  private final Replacement replacement;
  private boolean signalled;

  Terminate(Hit hit) {
    this.hit = hit;
    this.replacement = new Replacement(hit);
  }

  @Override
  public void inject() throws IOException, InterruptedException {
    signalled = true;
    boolean there = hit.control().signal(hit.worker(), Signal.TERM);
    hit.readLog();
    if (!there) {
      throw new IOException(hit.worker() + " was gone before it was terminated");
    }
  }

  @Override
  public void recover() throws IOException, TargetException, InterruptedException {
    if (signalled) {
      replacement.start();
    }
  }

  @Override
  public Proof proveEffect() throws InterruptedException {
    boolean left =
        Poll.until(LEAVES_WITHIN, Hit.EVERY, () -> hit.leftHealth() ? LEFT : Optional.empty())
            .isPresent();
    return new Proof(left, hit.instanceName() + (left ? " has left" : " is still in") + " /health");
  }

  @Override
  public Optional<Later> later() {
    return Optional.of(
        new Later(
            FaultStep.EFFECT,
            hit.worker() + " ends by itself once drained",
            ENDS_WITHIN,
            () ->
                hit.process().alive()
                    ? Optional.empty()
                    : Optional.of(hit.worker() + " has drained and ended by itself")));
  }

  @Override
  public Proof proveRecovered(Duration within) throws InterruptedException {
    return replacement.prove(within);
  }

  @Override
  public String victim() {
    return hit.worker().name();
  }

  @Override
  public String journalKind() {
    return JournalEntry.ENDED;
  }

  @Override
  public Map<String, String> journalData() {
    return hit.journalData();
  }

  @Override
  public void look() throws InterruptedException {
    hit.look();
  }

  @Override
  public VictimLoad load() {
    return hit.load();
  }
}
