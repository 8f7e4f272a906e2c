package io.faultstream.network.proxy;

import io.faultstream.network.Disturbance;
import io.faultstream.network.Disturbance.Kind;
import io.faultstream.network.Evidence;
import io.faultstream.network.Links;
import io.faultstream.network.Reach;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The links between members, and from clients to them, each through the proxy. Thread-safe. */
final class ProxyLinks implements Links {
  private final Map<String, Reach> members;
  private final Diallers diallers = new Diallers();
  private final Map<LinkName, Link> links = new LinkedHashMap<>();
  private final Loop loop;

  /** Of the loop's thread. */
  private Optional<Disturbance> current = Optional.empty();

  private volatile Since since = new Since(Map.of(), Optional.empty());

  /** What was counted before the last disturbance. */
  private record Since(Map<LinkName, LinkCount> counts, Optional<Disturbance> what) {}

  private ProxyLinks(Map<String, Reach> members, Loop loop) {
    this.members = new LinkedHashMap<>(members);
    this.loop = loop;
    for (String to : members.keySet()) {
      link(new LinkName(LinkName.CLIENTS, to));
      for (String from : members.keySet()) {
        if (!from.equals(to)) {
          link(new LinkName(from, to));
        }
      }
    }
  }

  private void link(LinkName name) {
    links.put(name, new Link(name));
  }

  /** Opens the entrances of these members. */
  static ProxyLinks open(Map<String, Reach> members, SplittableRandom chance) throws IOException {
    Loop loop = new Loop("faultstream-proxy");
    try {
      ProxyLinks all = new ProxyLinks(members, loop);
      for (String member : members.keySet()) {
        all.open(member, chance);
      }
      loop.start();
      return all;
    } catch (IOException e) {
      loop.close();
      throw e;
    }
  }

  private void open(String member, SplittableRandom chance) throws IOException {
    Reach reach = reach(member);
    InetSocketAddress peer = Entrance.loopback(reach.peerListener().port());
    InetSocketAddress client = Entrance.loopback(reach.admin().port());
    int port = reach.peers().port();
    Hall peers = new Hall(loop, peer, chance, from -> peerLink(member, diallers.of(from, port)));
    Hall clients = new Hall(loop, client, chance, from -> link(LinkName.CLIENTS, member));
    Entrance.open(loop, port, peers);
    Entrance.open(loop, reach.clients().port(), clients);
  }

  private Optional<Link> peerLink(String to, Optional<String> from) {
    return from.flatMap(name -> link(name, to));
  }

  private Optional<Link> link(String from, String to) {
    return Optional.ofNullable(links.get(new LinkName(from, to)));
  }

  @Override
  public Reach reach(String member) {
    return Optional.ofNullable(members.get(member))
        .orElseThrow(() -> new IllegalArgumentException("no member " + member));
  }

  @Override
  public void started(String member, long pid) {
    diallers.knows(member, pid);
  }

  @Override
  public void disturb(Disturbance what) throws IOException, InterruptedException {
    reach(what.member());
    var unused =
        loop.call(
            () -> {
              disturbed(what);
              return true;
            });
  }

  private void disturbed(Disturbance what) throws IOException {
    if (current.isPresent()) {
      throw new IOException("disturbed already: " + current.orElseThrow().sentence());
    }
    current = Optional.of(what);
    since = new Since(counted(), current);
    treat(of(what), Treatment.of(what));
  }

  private static Predicate<LinkName> of(Disturbance what) {
    boolean clients = what.kind() == Kind.CUT_CLIENTS;
    return name -> name.of(what.member()) && name.ofClients() == clients;
  }

  private void treat(Predicate<LinkName> which, Treatment treatment) {
    links.values().stream()
        .filter(link -> which.test(link.name()))
        .forEach(link -> link.treat(treatment));
  }

  @Override
  public void heal() throws IOException, InterruptedException {
    var unused =
        loop.call(
            () -> {
              treat(any -> true, Treatment.NONE);
              current = Optional.empty();
              return true;
            });
  }

  /** Breaks the connections of a link. */
  void reset(LinkName name) throws IOException, InterruptedException {
    var unused =
        loop.call(
            () -> {
              link(name.from(), name.to()).ifPresent(Link::reset);
              return true;
            });
  }

  /** What each link has seen. */
  Map<LinkName, LinkCount> counts() throws IOException, InterruptedException {
    return loop.call(this::counted);
  }

  private Map<LinkName, LinkCount> counted() {
    Map<LinkName, LinkCount> all = new LinkedHashMap<>();
    links.forEach((name, link) -> all.put(name, link.count()));
    return all;
  }

  @Override
  public Evidence evidence() throws IOException, InterruptedException {
    Since before = since;
    return before.what().isEmpty()
        ? new Evidence(0, "nothing was done")
        : Witness.of(before.what().orElseThrow(), before.counts(), counts());
  }

  @Override
  public Map<String, String> description() {
    return new TreeMap<>(Map.of("network", "proxy"));
  }

  @Override
  public void close() throws IOException {
    loop.close();
  }
}
