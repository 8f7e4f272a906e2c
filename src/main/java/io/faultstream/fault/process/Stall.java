package io.faultstream.fault.process;

import io.faultstream.fault.Fault;
import io.faultstream.fault.Proof;
import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.process.JournalEntry;
import io.faultstream.process.Signal;
import io.faultstream.target.Health;
import io.faultstream.target.TargetException;
import io.faultstream.time.Poll;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * SIGSTOP: the worker hangs, its connections stay; undone by SIGCONT. Proof: the kernel's state
 * letter is T, and afterwards it is not and the worker's /health answers. The target notices when
 * that says nothing meanwhile: a stall must last longer than half a second to be seen so. A worker
 * that was stopped for longer than its lease has left /health and does not register again on the
 * real system: after SIGCONT it is told to end once its streams have, and a new one is started in
 * its place.
 */
final class Stall implements Fault {
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(2);

  /** A worker that registers again after SIGCONT does so within this time. */
  private static final Duration BACK_WITHIN = Duration.ofSeconds(5);

  /** Its /health is asked at once; an answer is waited for up to a second. */
  private static final Duration NOTICED_WITHIN = Duration.ofSeconds(3);

  private final Hit hit;
  private final Replacement replacement;
  private boolean signalled;

  Stall(Hit hit) {
    this.hit = hit;
    this.replacement = new Replacement(hit);
  }

  @Override
  public void inject() throws IOException, InterruptedException {
    signalled = true;
    if (!hit.control().signal(hit.worker(), Signal.STOP)) {
      throw new IOException(hit.worker() + " was gone before it was stopped");
    }
  }

  @Override
  public void recover() throws IOException, TargetException, InterruptedException {
    // Also when it does not look stopped: a SIGSTOP on its way would stop it after all.
    hit.control().signal(hit.worker(), Signal.CONT);
    if (signalled && hit.leftHealth() && !comesBack()) {
      hit.control().signal(hit.worker(), Signal.TERM);
      replacement.start();
    }
  }

  private boolean comesBack() throws InterruptedException {
    return Poll.until(
            BACK_WITHIN, Hit.EVERY, () -> hit.leftHealth() ? Optional.empty() : Optional.of(true))
        .isPresent();
  }

  @Override
  public Proof proveEffect() throws InterruptedException {
    boolean stopped =
        Poll.until(
                STOPS_WITHIN,
                Hit.EVERY,
                () -> Optional.of(true).filter(any -> hit.process().stopped()))
            .isPresent();
    hit.readLog();
    return new Proof(stopped, hit.worker() + letter());
  }

  private String letter() {
    return hit.process().state().map(s -> " has the state letter " + s).orElse(" is gone");
  }

  @Override
  public Optional<Later> noticed() {
    return Optional.of(hit.silent(NOTICED_WITHIN));
  }

  @Override
  public Optional<Later> later() {
    return Optional.empty();
  }

  @Override
  public Proof proveRecovered(Duration within) throws InterruptedException {
    if (replacement.started()) {
      Proof serving = replacement.prove(within);
      return new Proof(
          serving.ok(),
          hit.worker() + " did not register again, so another was started: " + serving.evidence());
    }
    Health[] last = {new Health(false, "not asked", 0)};
    boolean back =
        Poll.until(
                within,
                Hit.EVERY,
                () -> {
                  last[0] = hit.control().health(hit.worker());
                  boolean runs = hit.process().alive() && !hit.process().stopped();
                  return Optional.of(true).filter(any -> runs && last[0].ok());
                })
            .isPresent();
    return new Proof(back, hit.worker() + letter() + "; " + last[0].sentence());
  }

  @Override
  public String victim() {
    return hit.worker().name();
  }

  @Override
  public String journalKind() {
    return JournalEntry.STOPPED;
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
