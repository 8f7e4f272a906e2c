package io.faultstream.cluster.discovery;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where workers announce themselves under a lease and the frontend finds them. Implementations say
 * which thread calls the watcher.
 */
public interface Discovery {

  /**
   * Announces an instance; the lease is kept alive until it is revoked or lost.
   *
   * @param rejoin whether it is announced again when the lease was lost
   */
  Lease register(Instance instance, boolean rejoin) throws IOException;

  /**
   * Watches all instances: the watcher gets the whole list, in order of ids, at once and after each
   * change, until closed.
   */
  AutoCloseable watch(Consumer<List<Instance>> watcher) throws IOException;

  /** What keeps one instance announced. */
  interface Lease {

    /** Takes the instance away at once; does nothing the second time. */
    void revoke();
  }
}
