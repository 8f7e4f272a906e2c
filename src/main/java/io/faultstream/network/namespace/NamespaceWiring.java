package io.faultstream.network.namespace;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.faultstream.network.Links;
import io.faultstream.network.Wiring;
import io.faultstream.process.ProcessIdentity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Each member in a network namespace of its own, with one link to a bridge; what is done to its
 * ways is done by the kernel: packets are dropped, lost, late, or few at a time. Needs root. What
 * this machine can do is tried once, when it is first asked. Thread-safe.
 */
public final class NamespaceWiring implements Wiring {
  @GuardedBy("this")
  private @Nullable Ability tried;

  @Override
  public Optional<String> lacking() {
    return tried().missing();
  }

  /** Why nothing can be delayed between namespaces here, a sentence; empty when it can. */
  public Optional<String> noDelay() {
    return tried().noDelay();
  }

  private Ability tried() {
    try {
      return ability();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Ability.none("interrupted while it was tried whether a namespace can be made");
    }
  }

  private synchronized Ability ability() throws InterruptedException {
    Ability known = tried;
    if (known == null) {
      known = Preflight.here().check();
      tried = known;
    }
    return known;
  }

  @Override
  public Links lay(List<String> members, Ground ground) throws IOException, InterruptedException {
    Ability ability = ability();
    if (ability.missing().isPresent()) {
      throw new IOException("no network namespaces: " + ability.missing().orElseThrow());
    }
    Network.Kit kit = new Network.Kit(new BoundedCommands(), Tools.found(), ground.journal());
    Network network = Network.lay(Names.of(ProcessIdentity.ours()), members.size(), kit);
    return new NamespaceLinks(members, network, ability);
  }
}
