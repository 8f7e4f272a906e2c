package io.faultstream.fault.store;

import io.faultstream.etcd.EtcdCluster;
import io.faultstream.etcd.EtcdException;
import io.faultstream.fault.Fault;
import io.faultstream.fault.Proof;
import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.process.JournalEntry;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.target.WorkerControl;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A trouble of the store as a fault. Its undo is proven by the store, which is whole again, and by
 * what the trouble itself knows. Members, what is started beside them and the links between them
 * are in the journal since they were made, so that from another process all of them are ended.
 */
final class StoreFault implements Fault {
  /** An election takes a second or two; a busy machine needs more than one. */
  private static final Duration NOTICED_WITHIN = Duration.ofSeconds(15);

  private final Trouble trouble;
  private final EtcdCluster cluster;
  private final WorkerControl workers;
  private final Map<String, String> journalled;
  private OptionalLong migrations = OptionalLong.empty();
  private boolean injected;

  /**
   * A fault of the members that run now.
   *
   * @param trouble what happens
   * @param cluster to which store
   * @param workers whose counters are read
   * @throws IllegalStateException when the first member that is hit is not running
   */
  StoreFault(Trouble trouble, EtcdCluster cluster, WorkerControl workers) {
    this.trouble = trouble;
    this.cluster = cluster;
    this.workers = workers;
    ProcessIdentity first = cluster.processes().get(trouble.members().get(0));
    if (first == null) {
      throw new IllegalStateException(victim() + " was not running when it was aimed at");
    }
    this.journalled = new HashMap<>(first.asMap());
    journalled.put("name", victim());
  }

  @Override
  public String victim() {
    return String.join(" ", trouble.members());
  }

  @Override
  public String journalKind() {
    return trouble.stops() ? JournalEntry.STOPPED : JournalEntry.ENDED;
  }

  @Override
  public Map<String, String> journalData() {
    return Map.copyOf(journalled);
  }

  @Override
  public void look() throws InterruptedException {
    migrations = workers.migrations();
    trouble.before();
  }

  @Override
  public void inject() throws IOException, InterruptedException {
    injected = true;
    try {
      trouble.begin();
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
      trouble.end();
    } catch (EtcdException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public Proof proveEffect() throws InterruptedException {
    try {
      return trouble.effect();
    } catch (EtcdException e) {
      return new Proof(false, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public VictimLoad load() {
    return new VictimLoad(OptionalInt.empty(), List.of(), false, migrations);
  }

  @Override
  public Optional<Later> noticed() {
    return Optional.of(new Later(trouble.looked(), NOTICED_WITHIN, this::noticedOnce));
  }

  private Optional<String> noticedOnce() throws InterruptedException {
    try {
      return trouble.noticed();
    } catch (EtcdException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Later> later() {
    return Optional.empty();
  }

  @Override
  public Proof proveRecovered(Duration within) throws InterruptedException {
    return Wholeness.prove(cluster, within, trouble::over);
  }
}
