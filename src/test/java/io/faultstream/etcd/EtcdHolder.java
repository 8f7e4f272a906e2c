package io.faultstream.etcd;

import io.faultstream.etcd.disk.SyncDelay;
import io.faultstream.etcd.program.EtcdPrograms;
import io.faultstream.process.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A program that starts a cluster of three, pauses one, slows the leader's disk where this machine
 * can, says so and hangs. Arguments: the run's folder, the server's program.
 */
public final class EtcdHolder {
  private EtcdHolder() {}

  /** Never returns. */
  public static void main(String[] arguments) throws Exception {
    EtcdPrograms programs =
        new EtcdPrograms(Path.of("unused"), Programs::find, System.err::println);
    EtcdSettings settings = EtcdSettings.of(programs.find(arguments[1], "etcd"), 3);
    RunningEtcd running = RunningEtcd.in(Path.of(arguments[0]), settings);
    String leader = running.cluster().leader().name();
    if (SyncDelay.refusal().isEmpty()) {
      running.cluster().disks().slow(leader, Duration.ofMillis(50));
    }
    running.cluster().pause(running.follower(), Quorum.KEPT);
    System.out.println(Map.of("started", running.cluster().names()));
    Thread.currentThread().join();
  }
}
