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
   * @param prefill whether it is to compute the prompt only, in the split topology
   * @param wanted whether anybody still wants it; else it is handed over and cancelled in one
   */
  record Route(String model, Set<Long> excluded, boolean prefill, boolean wanted) {

    /** To give tokens. */
    public Route(String model, Set<Long> excluded) {
      this(model, excluded, false, true);
    }

    /** To compute the prompt. */
    public Route toPrefill() {
      return new Route(model, excluded, true, wanted);
    }

    /** Only so that the worker knows of it. */
    public Route unwanted() {
      return new Route(model, excluded, prefill, false);
    }
  }

  /** A stream that was opened. */
  interface StreamHandle {

    /** The worker, or 0. */
    long workerId();

    /** Another worker that computed the prompt, or 0. */
    default long prefillId() {
      return 0;
    }

    /** Nobody wants it any more: tells the worker; the listener hears nothing further. */
    void cancel();

    /** The prompt that was computed and is kept there is not wanted any more. */
    default void forget() {}

    /** Another could not reach the worker: it is left out for a while, as after a failure. */
    default void unreachable() {}

    /** Runs this once no worker is to hear of it any more: at once, but for a prefill. */
    default void whenSettled(Runnable then) {
      then.run();
    }
  }
}
