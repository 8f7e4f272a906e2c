package io.faultstream.cluster.discovery;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where workers announce themselves under a lease and the frontend finds them. Implementations say
 * which thread calls the watcher.
 */
public interface Discovery {

  /** Announces an instance; the lease is kept alive until it is revoked or lost. */
  Lease register(Instance instance, Terms terms) throws IOException;

  /**
   * Holds a lease that announces nothing, so that a process which only looks for others learns that
   * discovery is lost too. Where a lease cannot be lost there is none.
   *
   * @param lost run once, on a thread of the lease's, when it is lost
   */
  default Lease hold(Runnable lost) throws IOException {
    return () -> {};
  }

  /**
   * Watches all instances: the watcher gets the whole list, in order of ids, at once and after each
   * change, until closed.
   */
  AutoCloseable watch(Consumer<List<Instance>> watcher) throws IOException;

  /**
   * What happens when a lease is lost.
   *
   * @param rejoin whether the instance is announced again
   * @param lost run once, on a thread of the lease's, where it is not announced again and the
   *     discovery is one whose loss ends a process
   */
  record Terms(boolean rejoin, Runnable lost) {}

  /** What keeps one instance announced. */
  interface Lease {

    /** Takes the instance away at once; does nothing the second time. */
    void revoke();
  }
}
