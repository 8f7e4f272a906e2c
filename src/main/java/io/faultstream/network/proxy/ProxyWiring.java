package io.faultstream.network.proxy;

import io.faultstream.network.Links;
import io.faultstream.network.Reach;
import io.faultstream.network.Wiring;
import io.faultstream.time.Chance;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every member is reached through a proxy of this JVM, by its peers and by its clients; the manager
 * goes past it. It needs no rights and ends with the JVM.
 *
 * @param chance of what is lost
 */
public record ProxyWiring(Chance chance) implements Wiring {
  @Override
  public Optional<String> lacking() {
    return lacking(Diallers.told());
  }

  private static Optional<String> lacking(boolean told) {
    return told
        ? Optional.empty()
        : Optional.of("/proc/net/tcp, which tells who dialled a connection: Linux has it");
  }

  @Override
  public Links lay(List<String> members, Ground ground) throws IOException {
    Map<String, Reach> all = new LinkedHashMap<>();
    for (String member : members) {
      Reach direct = Reach.direct(ground.ports().next(), ground.ports().next());
      Reach through = Reach.direct(ground.ports().next(), ground.ports().next());
      all.put(
          member,
          new Reach(
              List.of(),
              direct.clientListeners(),
              direct.peerListener(),
              through.clients(),
              through.peers(),
              direct.admin()));
    }
    return ProxyLinks.open(all, chance.named("lost on the way"));
  }
}
