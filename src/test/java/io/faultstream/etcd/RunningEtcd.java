package io.faultstream.etcd;

import io.faultstream.process.FreePorts;
import io.faultstream.process.Journal;
import io.faultstream.process.JournalEntry;
import io.faultstream.time.Chance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** A cluster of real servers with a journal of its own, started and healthy; ended when closed. */
@NullMarked
final class RunningEtcd implements AutoCloseable {
  private final Path folder;
  private final Journal journal;
  private final EtcdCluster cluster;

  private RunningEtcd(Path folder, Journal journal, EtcdCluster cluster) {
    this.folder = folder;
    this.journal = journal;
    this.cluster = cluster;
  }

  static RunningEtcd in(Path folder, EtcdSettings settings) throws Exception {
    RunningEtcd made = unstarted(folder, settings);
    try {
      made.cluster.start();
      return made;
    } catch (Exception e) {
      made.close();
      throw e;
    }
  }

  static RunningEtcd unstarted(Path folder, EtcdSettings settings) throws Exception {
    Journal journal = Journal.open(folder.resolve("journal.jsonl"));
    long pid = ProcessHandle.current().pid();
    FreePorts ports = new FreePorts(new Chance(7).named("ports of " + pid));
    EtcdCluster.Place place = new EtcdCluster.Place(folder, ports, journal);
    return new RunningEtcd(folder, journal, EtcdCluster.in(place, settings));
  }

  EtcdCluster cluster() {
    return cluster;
  }

  Path folder() {
    return folder;
  }

  /** What of the journal is not undone. */
  List<JournalEntry> open() throws IOException {
    return Journal.openEntries(folder.resolve("journal.jsonl"));
  }

  /** The way to the leader. */
  Endpoint leader() throws Exception {
    return cluster.store().at(cluster.leader().name());
  }

  /** A member that does not lead now. */
  String follower() throws Exception {
    String leader = cluster.leader().name();
    return cluster.names().stream().filter(name -> !name.equals(leader)).findFirst().orElseThrow();
  }

  @Override
  public void close() throws EtcdException, IOException {
    try {
      cluster.close();
    } finally {
      journal.close();
    }
  }
}
