package io.faultstream.etcd;

import io.faultstream.etcd.Changes.Change;
import io.faultstream.etcd.EtcdException.Reason;
import io.faultstream.etcd.status.ClusterStatus;
import io.faultstream.etcd.status.MemberStatus;
import io.faultstream.network.Disturbance;
import io.faultstream.network.Links;
import io.faultstream.network.Wiring;
import io.faultstream.process.FreePorts;
import io.faultstream.process.Journal;
import io.faultstream.process.OwnedFolder;
import io.faultstream.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A cluster of real etcd servers, each a process of this machine that listens on loopback or in a
 * network namespace of ours, with a fresh data folder. All of it dies with this JVM; what is left
 * then, {@code cleanup} removes. One change at a time: a second one is refused, not queued. A
 * change that takes a member away is refused when it would cost the quorum, unless {@link
 * Quorum#MAY_BE_LOST} is said. Every wait has a deadline, see {@link EtcdSettings.Timing#within};
 * its error holds what each member said and the end of its log. Thread-safe.
 */
public final class EtcdCluster implements AutoCloseable {
  /** A server that is asked to end gives its leadership away first. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** The data folder's name in the cluster's. */
  private static final String DATA = "etcd-data";

  private final EtcdSettings settings;
  private final OwnedFolder data;
  private final Links links;
  private final EtcdStore clients;
  private final Members members;
  private final Changes changes;
  private final Upkeep upkeep;

  /**
   * Where it runs.
   *
   * @param folder folder that is there, for the logs and the data
   * @param ports free ones
   * @param journal takes what must be undone
   */
  public record Place(Path folder, FreePorts ports, Journal journal) {}

  private EtcdCluster(Members members, List<Site> sites, Links links, OwnedFolder data) {
    this.settings = members.settings();
    this.data = data;
    this.links = links;
    this.clients = EtcdStore.ofClients(sites);
    this.members = members;
    this.changes = new Changes(members);
    this.upkeep = new Upkeep(members, changes);
  }

  /**
   * Lays the network and makes the data folder; starts nothing yet.
   *
   * @throws EtcdException when there are no free ports, or the network or folder cannot be made
   */
  public static EtcdCluster in(Place place, EtcdSettings settings)
      throws EtcdException, InterruptedException {
    List<String> names =
        IntStream.range(0, settings.members()).mapToObj(number -> "etcd-" + number).toList();
    try {
      Wiring.Ground ground = new Wiring.Ground(place.ports(), place.journal());
      Links links = settings.wiring().lay(names, ground);
      try {
        return wired(place, settings, names, links);
      } catch (IOException e) {
        links.close();
        throw e;
      }
    } catch (IOException e) {
      throw new EtcdException(Reason.OTHER, "no etcd cluster: " + e.getMessage(), e);
    }
  }

  private static EtcdCluster wired(
      Place place, EtcdSettings settings, List<String> names, Links links) throws IOException {
    Path folder = place.folder().toAbsolutePath();
    List<Site> sites = names.stream().map(name -> site(name, folder, links)).toList();
    int port = sites.get(0).reach().peers().port();
    String token = "faultstream-" + ProcessHandle.current().pid() + "-" + port;
    List<Member> all =
        sites.stream()
            .map(site -> new MemberCommand(settings, site, sites, token))
            .map(command -> new Member(command, place.journal(), links))
            .toList();
    OwnedFolder data = OwnedFolder.create(folder.resolve(DATA), place.journal());
    Members members = new Members(settings, all, EtcdStore.ofManager(sites));
    return new EtcdCluster(members, sites, links, data);
  }

  private static Site site(String name, Path folder, Links links) {
    return new Site(
        name, links.reach(name), folder.resolve(DATA).resolve(name), folder.resolve(name + ".log"));
  }

  /**
   * Starts all members and waits until the cluster is healthy.
   *
   * @return what they say then
   */
  public ClusterStatus start() throws EtcdException, InterruptedException {
    return changes.make(
        "starting",
        () -> {
          for (Member member : members.all()) {
            member.start(false);
          }
          return members.awaitHealthy();
        });
  }

  /** What was asked for. */
  public EtcdSettings settings() {
    return settings;
  }

  /** The members' names: {@code etcd-0} and so on. */
  public List<String> names() {
    return members.all().stream().map(Member::name).toList();
  }

  /** Where clients reach the members, in the order of the names, whether they run or not. */
  public List<String> clientUrls() {
    return members.all().stream().map(member -> member.site().clientUrl()).toList();
  }

  /** The ways to the members that clients take; what is done to those is done to these. */
  public EtcdStore store() {
    return clients;
  }

  /** The manager's own ways to the members, which nothing is done to. */
  public EtcdStore admin() {
    return members.store();
  }

  /** The network of the members. */
  public Links links() {
    return links;
  }

  /**
   * Disturbs the ways of a member; in force when it returns.
   *
   * @throws EtcdException when it was not done; {@link #heal} undoes what was done of it
   */
  public void disturb(Disturbance what, Quorum quorum) throws EtcdException, InterruptedException {
    changes.make(
        what.sentence(),
        () -> {
          if (what.kind() == Disturbance.Kind.CUT_PEERS) {
            changes.mayLose(what.member(), quorum);
          }
          try {
            links.disturb(what);
          } catch (IOException e) {
            throw new EtcdException(Reason.OTHER, what.sentence() + ": " + e.getMessage(), e);
          }
          return what;
        });
  }

  /** Undoes {@link #disturb}; does not wait until the members have caught up. */
  public void heal() throws EtcdException, InterruptedException {
    changes.make(
        "healing the network",
        () -> {
          try {
            links.heal();
          } catch (IOException e) {
            throw new EtcdException(Reason.OTHER, "not healed: " + e.getMessage(), e);
          }
          return true;
        });
  }

  /** Alarms, compaction, defragmentation and hashes. */
  public Upkeep upkeep() {
    return upkeep;
  }

  /** The processes that were last started, by name. */
  public Map<String, ProcessIdentity> processes() {
    Map<String, ProcessIdentity> all = new TreeMap<>();
    for (Member member : members.all()) {
      member.identity().ifPresent(identity -> all.put(member.name(), identity));
    }
    return all;
  }

  /** What each member says now; those that do not answer within 2 s are silent. */
  public ClusterStatus status() throws InterruptedException {
    return members.status();
  }

  /**
   * Waits until every member answers and all follow one leader.
   *
   * @throws EtcdException when that is not so in time, when a member's process has ended, or with
   *     {@link Reason#TWO_LEADERS}
   */
  public ClusterStatus awaitHealthy() throws EtcdException, InterruptedException {
    return members.awaitHealthy();
  }

  /**
   * Waits until a quorum answers and all that answer follow one leader, in a term above this one.
   *
   * @param aboveTerm 0: any term will do
   */
  public ClusterStatus awaitLeader(long aboveTerm) throws EtcdException, InterruptedException {
    return members.awaitLeader(aboveTerm);
  }

  /** The leader now; waits for one while there is none. */
  public MemberStatus leader() throws EtcdException, InterruptedException {
    return members.awaitLeader(0).leader().orElseThrow();
  }

  /** Kills a member. */
  public void kill(String name, Quorum quorum) throws EtcdException, InterruptedException {
    change("killing " + name, name, quorum, Member::kill);
  }

  /**
   * Asks a member to end, which gives its leadership away first if it leads.
   *
   * @throws EtcdException also when it had to be killed after 10 s
   */
  public void stop(String name, Quorum quorum) throws EtcdException, InterruptedException {
    change("stopping " + name, name, quorum, member -> member.stop(GRACE));
  }

  /** Stops a member as a hung process stops: its connections stay, and it says nothing. */
  public void pause(String name, Quorum quorum) throws EtcdException, InterruptedException {
    change("pausing " + name, name, quorum, Member::pause);
  }

  /** Lets a paused member go on; does not wait until it has caught up. */
  public void resume(String name) throws EtcdException, InterruptedException {
    change("resuming " + name, name, Quorum.MAY_BE_LOST, Member::resume);
  }

  /** Starts a member that has ended, with its data; does not wait for it. */
  public void startAgain(String name) throws EtcdException, InterruptedException {
    change("starting " + name, name, Quorum.MAY_BE_LOST, member -> member.start(false));
  }

  /** Starts a member that has ended, with its data, and waits until the cluster is healthy. */
  public ClusterStatus restart(String name) throws EtcdException, InterruptedException {
    startAgain(name);
    return members.awaitHealthy();
  }

  /** What is done to a member. */
  @FunctionalInterface
  private interface Act {
    void on(Member member) throws EtcdException, InterruptedException;
  }

  private void change(String what, String name, Quorum quorum, Act act)
      throws EtcdException, InterruptedException {
    Member member = members.of(name);
    changes.make(
        what,
        () -> {
          changes.mayLose(name, quorum);
          act.on(member);
          return name;
        });
  }

  /**
   * Replaces a member, dead or alive, by one without its data and waits until the cluster is
   * healthy. Refused when any other member is not connected.
   */
  public ClusterStatus replace(String name) throws EtcdException, InterruptedException {
    Member victim = members.of(name);
    Change<ClusterStatus> replacing =
        () -> {
          changes.needsAllBut(name);
          new Replacement(members, data).of(victim);
          return members.awaitHealthy();
        };
    return changes.make("replacing " + name, replacing);
  }

  /**
   * Makes this member the leader without an election; done when all members follow it.
   *
   * @return what they say then
   */
  public ClusterStatus moveLeader(String to) throws EtcdException, InterruptedException {
    members.of(to);
    return changes.make(
        "moving the leader to " + to,
        () -> {
          ClusterStatus before = members.awaitLeader(0);
          MemberStatus leader = before.leader().orElseThrow();
          Optional<MemberStatus> target = before.of(to).filter(one -> !one.learner());
          if (target.isEmpty()) {
            throw members.failed(Reason.UNHEALTHY, to + " cannot lead now", before);
          }
          if (!leader.name().equals(to)) {
            members.store().at(leader.name()).moveLeader(target.orElseThrow().id());
          }
          return members.await("led by " + to, after -> leads(after, to));
        });
  }

  private boolean leads(ClusterStatus status, String name) {
    return members.led(status).filter(one -> one.name().equals(name)).isPresent();
  }

  /** What it is, by name, for the plan and {@code environment.json}. */
  public Map<String, String> description() {
    Map<String, String> all = new TreeMap<>();
    all.put("etcd", settings.program().version().toString());
    all.put("members", Integer.toString(settings.members()));
    all.put("heartbeat", settings.timing().heartbeat().toMillis() + "ms");
    all.put("election", settings.timing().election().toMillis() + "ms");
    all.putAll(links.description());
    return all;
  }

  /**
   * Kills all members and removes their data; the logs stay. A change that is under way fails. Any
   * number of times.
   *
   * @throws EtcdException when something is left
   */
  @Override
  public void close() throws EtcdException {
    clients.close();
    members.store().close();
    boolean interrupted = Thread.interrupted();
    List<String> left = new ArrayList<>();
    for (Member member : members.all()) {
      interrupted |= end(member, left);
    }
    try {
      data.close();
    } catch (IOException e) {
      left.add(data.path() + ": " + e);
    }
    try {
      links.close();
    } catch (IOException e) {
      left.add("its network: " + e.getMessage());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!left.isEmpty()) {
      throw new EtcdException(Reason.OTHER, "left of the etcd cluster: " + String.join("; ", left));
    }
  }

  /** Ends it although somebody may be waiting for this thread; whether that was so. */
  private static boolean end(Member member, List<String> left) {
    boolean interrupted = false;
    try {
      try {
        member.endForGood();
      } catch (InterruptedException e) {
        interrupted = true;
        member.endForGood();
      }
    } catch (InterruptedException e) {
      left.add(member.name() + ": not proven gone, interrupted again");
    } catch (EtcdException e) {
      left.add(String.valueOf(e.getMessage()));
    }
    return interrupted;
  }
}
