package io.faultstream.fault.store;

import io.faultstream.etcd.EtcdException;
import io.faultstream.fault.Proof;
import java.util.List;
import java.util.Optional;

/**
 * What happens to a store, how it shows, and how it is undone. Every wait has a deadline. Called as
 * {@link StoreFault} is.
 */
public interface Trouble {
  /** Who is hit, members first; the process of the first stands in the journal. */
  List<String> members();

  /** Whether one of them may be found stopped, so that it must go on before it can be ended. */
  default boolean stops() {
    return false;
  }

  /** Sees how it is before, as far as that matters. */
  default void before() throws InterruptedException {
    // Most show by themselves.
  }

  /** Brings it about. */
  void begin() throws EtcdException, InterruptedException;

  /** The first proof; waits for it. */
  Proof effect() throws EtcdException, InterruptedException;

  /** What {@link #noticed} looks for, for when it never comes. */
  String looked();

  /** One look for the second proof: what a client meets now. Empty when it is not there yet. */
  Optional<String> noticed() throws EtcdException, InterruptedException;

  /** Undoes it; idempotent, also when it was brought about in part only. */
  void end() throws EtcdException, InterruptedException;

  /** One look for what shows that it is over, beside a store that is whole. */
  Optional<String> over() throws EtcdException, InterruptedException;
}
