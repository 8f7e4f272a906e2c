package io.faultstream.etcd;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.faultstream.etcd.EtcdException.Reason;
import io.faultstream.network.Links;
import io.faultstream.process.ChildProcess;
import io.faultstream.process.Journal;
import io.faultstream.process.JournalEntry;
import io.faultstream.process.Launch;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.process.Signal;
import io.faultstream.time.Poll;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One member's process: started, ended, stopped and continued, each with proof. Thread-safe. */
final class Member {
  private static final Duration PROOF = Duration.ofSeconds(5);
  private static final Duration EVERY = Duration.ofMillis(10);
  private static final int TAIL_LINES = 8;

  /** Exit code of a process that a SIGKILL ended. */
  private static final int KILLED = 137;

  private final MemberCommand command;
  private final Journal journal;
  private final Links links;

  @GuardedBy("this")
  private @Nullable ChildProcess process;

  @GuardedBy("this")
  private @Nullable JournalEntry pause;

  @GuardedBy("this")
  private boolean over;

  Member(MemberCommand command, Journal journal, Links links) {
    this.command = command;
    this.journal = journal;
    this.links = links;
  }

  String name() {
    return command.site().name();
  }

  Site site() {
    return command.site();
  }

  /**
   * Starts it, with its data where it has some.
   *
   * @param joining whether it joins a cluster that is there
   */
  synchronized void start(boolean joining) throws EtcdException, InterruptedException {
    if (over) {
      throw new EtcdException(Reason.CLOSED, name() + " is not started: the cluster is closed");
    }
    if (process != null && process.identity().alive()) {
      throw new EtcdException(Reason.OTHER, name() + " is running already");
    }
    boolean existing = joining || Files.exists(site().data());
    Launch launch =
        new Launch(name(), command.words(existing), MemberCommand.environment(), site().log());
    try {
      ChildProcess started = ChildProcess.start(launch, journal);
      process = started;
      pause = null;
      links.started(name(), started.identity().pid());
    } catch (IOException e) {
      throw new EtcdException(Reason.OTHER, name() + " did not start: " + e.getMessage(), e);
    }
  }

  /** Its process, empty when it was never started. */
  synchronized Optional<ProcessIdentity> identity() {
    return Optional.ofNullable(process).map(ChildProcess::identity);
  }

  /** Whether its process is there and not stopped. */
  boolean runs() {
    return identity().filter(one -> one.alive() && !one.stopped()).isPresent();
  }

  /** Whether its process has ended, or was never started. */
  boolean ended() {
    return identity().filter(ProcessIdentity::alive).isEmpty();
  }

  /** Kills it; done when the kernel says that it is gone. */
  synchronized void kill() throws EtcdException, InterruptedException {
    running();
    killIfThere();
  }

  private synchronized void killIfThere() throws EtcdException, InterruptedException {
    signal(Signal.KILL);
    end(Duration.ZERO);
  }

  /** Asks it to end, and kills it when it has not within {@code grace}. */
  synchronized void end(Duration grace) throws EtcdException, InterruptedException {
    ChildProcess running = process;
    if (running == null) {
      return;
    }
    try {
      if (!running.end(grace)) {
        throw new EtcdException(Reason.LATE, running + " did not end");
      }
      continued();
    } catch (IOException e) {
      throw new EtcdException(Reason.OTHER, running + " could not be ended: " + e.getMessage(), e);
    }
  }

  /**
   * Asks it to end.
   *
   * @throws EtcdException with {@link Reason#LATE} when it had to be killed
   */
  synchronized void stop(Duration grace) throws EtcdException, InterruptedException {
    running();
    end(grace);
    int code = process == null ? 0 : process.exitCode().orElse(0);
    if (code == KILLED) {
      throw new EtcdException(
          Reason.LATE, name() + " was killed as it did not end within " + grace.toSeconds() + " s");
    }
  }

  /** Kills it, and it is never started again. */
  synchronized void endForGood() throws EtcdException, InterruptedException {
    over = true;
    killIfThere();
  }

  /** Stops it as a hung process stops; in the journal before it happens. */
  synchronized void pause() throws EtcdException, InterruptedException {
    ProcessIdentity victim = running();
    if (victim.stopped()) {
      throw new EtcdException(Reason.OTHER, name() + " is paused already");
    }
    Map<String, String> data = new HashMap<>(victim.asMap());
    data.put("name", name());
    try {
      pause = journal.record(JournalEntry.STOPPED, data);
    } catch (IOException e) {
      throw new EtcdException(Reason.OTHER, name() + " is not paused: " + e.getMessage(), e);
    }
    signal(Signal.STOP);
    prove(victim, true);
  }

  /** Lets it go on; nothing happens when it is not stopped. */
  synchronized void resume() throws EtcdException, InterruptedException {
    ProcessIdentity victim = running();
    signal(Signal.CONT);
    prove(victim, false);
    try {
      continued();
    } catch (IOException e) {
      throw new EtcdException(Reason.OTHER, name() + ": " + e.getMessage(), e);
    }
  }

  private synchronized void continued() throws IOException {
    JournalEntry entry = pause;
    if (entry != null) {
      journal.done(entry);
      pause = null;
    }
  }

  private ProcessIdentity running() throws EtcdException {
    return identity()
        .filter(ProcessIdentity::alive)
        .orElseThrow(() -> new EtcdException(Reason.OTHER, name() + " is not running"));
  }

  private void signal(Signal signal) throws EtcdException, InterruptedException {
    Optional<ProcessIdentity> victim = identity();
    if (victim.isPresent()) {
      try {
        signal.sendTo(victim.orElseThrow());
      } catch (IOException e) {
        throw new EtcdException(Reason.OTHER, name() + ": " + e.getMessage(), e);
      }
    }
  }

  private void prove(ProcessIdentity victim, boolean stopped)
      throws EtcdException, InterruptedException {
    Optional<Boolean> proof =
        Poll.until(
            PROOF, EVERY, () -> Optional.of(true).filter(any -> victim.stopped() == stopped));
    if (proof.isEmpty()) {
      throw new EtcdException(
          Reason.LATE, name() + (stopped ? " was not stopped" : " does not go on"));
    }
  }

  /** What its process does, and the end of its log. */
  synchronized String report() {
    ChildProcess running = process;
    if (running == null) {
      return name() + " was not started";
    }
    String state =
        running.identity().stopped()
            ? ", stopped by a signal"
            : running.identity().alive() ? ", running" : "";
    List<String> lines = running.tail(TAIL_LINES);
    return running + state + (lines.isEmpty() ? "" : "\n    " + String.join("\n    ", lines));
  }
}
