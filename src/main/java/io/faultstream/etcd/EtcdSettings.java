package io.faultstream.etcd;

import io.faultstream.etcd.program.EtcdProgram;
import io.faultstream.network.Wiring;
import java.time.Duration;
import java.util.List;

/**
 * What an etcd cluster is to be.
 *
 * @param program the server that every member is started from
 * @param members how many, 1 to 7
 * @param timing how fast it notices, and how long it is waited for
 * @param quotaBytes size of a store at which it raises the NOSPACE alarm; 0: the server's own limit
 * @param arguments more arguments of every member
 * @param wiring the network between the members and to their clients
 */
public record EtcdSettings(
    EtcdProgram program,
    int members,
    Timing timing,
    long quotaBytes,
    List<String> arguments,
    Wiring wiring) {
  private static final int MOST = 7;

  public EtcdSettings {
    arguments = List.copyOf(arguments);
    if (members < 1 || members > MOST) {
      throw new IllegalArgumentException(members + " members: 1 to " + MOST + " are possible");
    }
    if (quotaBytes < 0) {
      throw new IllegalArgumentException("quota below 0: " + quotaBytes);
    }
  }

  /**
   * How fast the cluster notices, and how long it is waited for.
   *
   * @param heartbeat pause between two heartbeats of the leader, etcd's own default is 100 ms
   * @param election silence of the leader after which another is elected, etcd's own default is 1
   *     s; five heartbeats or more
   * @param within how long a start, an election or a change of members may take
   */
  public record Timing(Duration heartbeat, Duration election, Duration within) {
    /** Etcd's own, see its tuning guide; and a minute for a busy machine. */
    public static final Timing USUAL =
        new Timing(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofMinutes(1));

    private static final int HEARTBEATS = 5;

    public Timing {
      if (election.compareTo(heartbeat.multipliedBy(HEARTBEATS)) < 0) {
        throw new IllegalArgumentException("election timeout below five heartbeats: " + election);
      }
    }

    /**
     * The shortest time to live of a lease that the server grants: 1.5 elections, whole seconds.
     */
    public Duration shortestLease() {
      return Duration.ofSeconds((election.toMillis() * 3 / 2 + 999) / 1000);
    }
  }

  /** With etcd's own timing and quota. */
  public static EtcdSettings of(EtcdProgram program, int members) {
    return new EtcdSettings(program, members, Timing.USUAL, 0, List.of(), Wiring.PLAIN);
  }

  /** With a quota in bytes. */
  public EtcdSettings withQuota(long bytes) {
    return new EtcdSettings(program, members, timing, bytes, arguments, wiring);
  }

  /** With other times. */
  public EtcdSettings within(Timing other) {
    return new EtcdSettings(program, members, other, quotaBytes, arguments, wiring);
  }

  /** With more arguments for every member. */
  public EtcdSettings withArguments(String... more) {
    return new EtcdSettings(program, members, timing, quotaBytes, List.of(more), wiring);
  }

  /** In another network. */
  public EtcdSettings wired(Wiring other) {
    return new EtcdSettings(program, members, timing, quotaBytes, arguments, other);
  }

  /** So many must be connected for anything to be agreed on. */
  public int quorum() {
    return members / 2 + 1;
  }
}
