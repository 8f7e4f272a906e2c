package io.faultstream.fault.etcd;

import io.faultstream.etcd.EtcdException;
import io.faultstream.fault.Fault;
import io.faultstream.fault.Proof;
import io.faultstream.fault.etcd.trouble.Wholeness;
import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.process.JournalEntry;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.target.WorkerControl;
import io.faultstream.time.Poll;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Members of the store are hit. The first proof is the kernel's: their processes are gone, or
 * stopped. The second is the store's own: what its members say of their leader and its term. The
 * undo is proven when all members answer and follow one leader. The processes are in the journal
 * since they were started, so that from another process they are ended, whatever was done to them.
 */
final class StoreFault implements Fault {
  private static final Duration SHOWS_WITHIN = Duration.ofSeconds(5);
  private static final Duration EVERY = Duration.ofMillis(50);

  /** An election takes a second or two; a busy machine needs more than one. */
  private static final Duration NOTICED_WITHIN = Duration.ofSeconds(15);

  private final Act act;
  private final Act.Site site;
  private final Sign.Before before;
  private final WorkerControl workers;
  private final Map<String, ProcessIdentity> processes;
  private OptionalLong migrations = OptionalLong.empty();
  private boolean injected;

  /** How it is hit, where, by what that shows, and whose counters are read. */
  StoreFault(Act act, Act.Site site, Sign.Before before, WorkerControl workers) {
    this.act = act;
    this.site = site;
    this.before = before;
    this.workers = workers;
    this.processes = site.cluster().processes();
  }

  @Override
  public String victim() {
    return String.join(" ", site.members());
  }

  @Override
  public String journalKind() {
    return act.stops() ? JournalEntry.STOPPED : JournalEntry.ENDED;
  }

  @Override
  public Map<String, String> journalData() {
    Map<String, String> data = new HashMap<>(process(site.members().get(0)).asMap());
    data.put("name", victim());
    return data;
  }

  private ProcessIdentity process(String member) {
    ProcessIdentity process = processes.get(member);
    if (process == null) {
      throw new IllegalStateException(member + " was not running when it was aimed at");
    }
    return process;
  }

  @Override
  public void look() throws InterruptedException {
    migrations = workers.migrations();
  }

  @Override
  public void inject() throws IOException, InterruptedException {
    injected = true;
    try {
      act.on(site);
    } catch (EtcdException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void recover() throws IOException, InterruptedException {
    if (!injected) {
      return;
    }
    try {
      act.undo(site);
    } catch (EtcdException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public Proof proveEffect() throws InterruptedException {
    boolean shown =
        Poll.until(SHOWS_WITHIN, EVERY, () -> Optional.of(true).filter(any -> allShow()))
            .isPresent();
    return new Proof(shown, victim() + (shown ? " " : ": not yet that each ") + act.shown());
  }

  private boolean allShow() {
    return site.members().stream().allMatch(member -> act.shows(process(member)));
  }

  @Override
  public VictimLoad load() {
    return new VictimLoad(OptionalInt.empty(), List.of(), false, migrations);
  }

  @Override
  public Optional<Later> noticed() {
    return Optional.of(
        new Later(
            before.sign().looked(),
            NOTICED_WITHIN,
            () -> before.shown(site.cluster().status(), site.members())));
  }

  @Override
  public Optional<Later> later() {
    return Optional.empty();
  }

  @Override
  public Proof proveRecovered(Duration within) throws InterruptedException {
    return Wholeness.prove(site.cluster(), within, () -> Optional.of(again()));
  }

  /** Which members have another process than before. */
  private String again() {
    List<String> all = new ArrayList<>();
    for (String member : site.members()) {
      Act.process(site, member)
          .filter(now -> !now.equals(process(member)))
          .ifPresent(now -> all.add(member + " is " + now + ", before that " + process(member)));
    }
    return String.join(", ", all);
  }
}
