package io.faultstream.network.namespace;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.faultstream.network.Address;
import io.faultstream.network.Disturbance;
import io.faultstream.network.Evidence;
import io.faultstream.network.Links;
import io.faultstream.network.Reach;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ways of members that have a namespace each. Thread-safe: one call at a time. */
final class NamespaceLinks implements Links {
  /** A namespace has all ports to itself; these are etcd's own, see its tuning guide. */
  private static final int CLIENTS = 2379;

  private static final int PEERS = 2380;

  /** For the manager alone; nothing is ever done to it. */
  private static final int ADMIN = 2381;

  private final List<String> members;
  private final Network network;
  private final Ability ability;

  @GuardedBy("this")
  private @Nullable Disturbance current;

  /**
   * Counted by the first {@link #heal}, even when it left something; the next has none to count.
   */
  @GuardedBy("this")
  private boolean healing;

  @GuardedBy("this")
  private Evidence last = new Evidence(0, "nothing was done");

  /** The members in the order of the network's namespaces. */
  NamespaceLinks(List<String> members, Network network, Ability ability) {
    this.members = List.copyOf(members);
    this.network = network;
    this.ability = ability;
  }

  private int number(String member) {
    int number = members.indexOf(member);
    if (number < 0) {
      throw new IllegalArgumentException("no member " + member);
    }
    return number;
  }

  @Override
  public Reach reach(String member) {
    int number = number(member);
    String host = network.address(number);
    Address clients = new Address(host, CLIENTS);
    Address peers = new Address(host, PEERS);
    Address admin = new Address(host, ADMIN);
    return new Reach(
        network.entering(number), List.of(clients, admin), peers, clients, peers, admin);
  }

  @Override
  public void started(String member, long pid) {
    // The namespace tells whose packets they are.
  }

  @Override
  public synchronized void disturb(Disturbance what) throws IOException, InterruptedException {
    Disturbance before = current;
    if (before != null) {
      throw new IOException("disturbed already: " + before.sentence());
    }
    int number = number(what.member());
    List<String> peers = network.peers(number);
    current = what;
    healing = false;
    switch (what.kind()) {
      case CUT_PEERS -> network.filter(number, Filter.cutOff(peers));
      case CUT_CLIENTS -> network.filter(number, Filter.closed(CLIENTS));
      case LOSE_PEERS -> network.filter(number, Filter.lossy(peers, what.loss()));
      case SLOW_PEERS -> slow(number, shaping(what));
    }
  }

  private Shaping shaping(Disturbance what) throws IOException {
    if (!what.delay().isZero() && ability.noDelay().isPresent()) {
      throw new IOException("nothing can be delayed: " + ability.noDelay().orElseThrow());
    }
    return new Shaping(what.bytesPerSecond(), what.delay());
  }

  /** Each end sends slowly, as only what is sent can be held back. */
  private void slow(int member, Shaping shaping) throws IOException, InterruptedException {
    network.shape(member, shaping, network.peers(member));
    for (int i = 0; i < members.size(); i++) {
      if (i != member) {
        network.shape(i, shaping, List.of(network.address(member)));
      }
    }
  }

  @Override
  public synchronized void heal() throws IOException, InterruptedException {
    if (current != null && !healing) {
      last = countedLast();
      healing = true;
    }
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      try {
        network.clear(i);
      } catch (IOException e) {
        failures.add(members.get(i) + ": " + e.getMessage());
      }
    }
    if (!failures.isEmpty()) {
      throw new IOException(String.join("; ", failures));
    }
    current = null;
  }

  /**
   * What cannot be counted, as nothing may be there to count, must not keep it from being undone.
   */
  private synchronized Evidence countedLast() throws InterruptedException {
    try {
      return counted();
    } catch (IOException e) {
      return new Evidence(0, "not counted: " + e.getMessage());
    }
  }

  @Override
  public synchronized Evidence evidence() throws IOException, InterruptedException {
    return healing ? last : counted();
  }

  private synchronized Evidence counted() throws IOException, InterruptedException {
    Disturbance what = current;
    if (what == null) {
      return last;
    }
    int number = number(what.member());
    return switch (what.kind()) {
      case CUT_PEERS -> dropped(number, "its peers");
      case CUT_CLIENTS -> dropped(number, "its clients");
      case LOSE_PEERS -> dropped(number, "its peers, by chance");
      case SLOW_PEERS -> limited(what);
    };
  }

  private Evidence dropped(int member, String whom) throws IOException, InterruptedException {
    Counted counted = network.dropped(member);
    return new Evidence(
        counted.packets(),
        "the kernel dropped "
            + counted.packets()
            + " packets ("
            + counted.bytes()
            + " bytes) between "
            + members.get(member)
            + " and "
            + whom);
  }

  private Evidence limited(Disturbance what) throws IOException, InterruptedException {
    Counted all = Counted.NOTHING;
    for (int i = 0; i < members.size(); i++) {
      all = all.plus(network.limited(i));
    }
    return new Evidence(
        all.bytes(),
        "the kernel let "
            + all.bytes()
            + " bytes pass late between "
            + what.member()
            + " and its peers"
            + (what.bytesPerSecond() == 0
                ? ""
                : ", and held them back " + all.heldBack() + " times for their rate"));
  }

  @Override
  public Map<String, String> description() {
    return Map.of(
        "network", "namespaces",
        "network.addresses", network.layout().block().toString(),
        "network.can", ability.sentence());
  }

  @Override
  public void close() throws IOException {
    network.close();
  }
}
