package io.faultstream.cluster.frontend.routing;

import io.faultstream.cluster.plane.WorkRequest;
import java.util.Set;

/** Chooses a worker and asks it. For the event loop. */
public interface Dispatcher {

  /**
   * Opens a stream. Failures go to the listener, perhaps before this returns.
   *
   * @param route who may be asked
   */
  StreamHandle open(Route route, WorkRequest request, StreamListener listener);

  /**
   * Who may be asked.
   *
   * @param excluded workers that rejected this very request
   */
  record Route(String model, Set<Long> excluded) {}

  /** A stream that was opened. */
  interface StreamHandle {

    /** The worker, or 0. */
    long workerId();

    /** Nobody wants it any more: tells the worker; the listener hears nothing further. */
    void cancel();
  }
}
