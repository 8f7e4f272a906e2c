package io.faultstream.fault.process;

import io.faultstream.fault.Fault;
import io.faultstream.fault.Proof;
import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.process.JournalEntry;
import io.faultstream.process.Signal;
import io.faultstream.target.TargetException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * SIGKILL; undone by starting the worker again. Proof: the kernel has no such process any more. The
 * target notices when its instance leaves the frontend's /health, which takes up to the lease (10 s
 * with files, 30 s with etcd): where it does not, the health that is told is not true. Its open
 * requests are read from its log after its death, when no line can come.
 */
final class Kill implements Fault {
  private static final Duration DEATH_WITHIN = Duration.ofSeconds(5);

  /** Beyond the lease; seen on the real system: 0.5 s. */
  private static final Duration LEAVES_LATE = Duration.ofSeconds(5);

  private final Hit hit;
  private final Replacement replacement;
  private boolean signalled;

  Kill(Hit hit) {
    this.hit = hit;
    this.replacement = new Replacement(hit);
  }

  @Override
  public void inject() throws IOException, InterruptedException {
    signalled = true;
    if (!hit.control().signal(hit.worker(), Signal.KILL)) {
      throw new IOException(hit.worker() + " was gone before it was killed");
    }
  }

  @Override
  public void recover() throws IOException, TargetException, InterruptedException {
    if (!signalled) {
      return;
    }
    if (!hit.goneWithin(DEATH_WITHIN)) {
      throw new IOException(hit.worker() + " is still there after SIGKILL");
    }
    replacement.start();
  }

  @Override
  public Proof proveEffect() throws InterruptedException {
    boolean gone = hit.goneWithin(DEATH_WITHIN);
    hit.readLog();
    return new Proof(gone, hit.worker() + (gone ? " is gone by /proc" : " is still in /proc"));
  }

  @Override
  public Optional<Later> noticed() {
    return Optional.of(hit.leaving(hit.control().lease().plus(LEAVES_LATE)));
  }

  @Override
  public Optional<Later> later() {
    return Optional.empty();
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
