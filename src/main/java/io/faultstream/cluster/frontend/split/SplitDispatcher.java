package io.faultstream.cluster.frontend.split;

import io.faultstream.cluster.frontend.routing.Dispatcher;
import io.faultstream.cluster.frontend.routing.StreamListener;
import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.plane.WorkRequest;
import java.util.function.Predicate;

/**
 * Sends a request of a split model to a prefill worker first and then, with the same id, to a
 * decode worker; all others as they are. For the event loop.
 *
 * @param workers who is asked
 * @param splits whether prompts of this model are computed by prefill workers
 * @param cancel what becomes of a prefill whose client went away
 */
public record SplitDispatcher(
    Dispatcher workers, Predicate<String> splits, PrefillCancel cancel, Log log)
    implements Dispatcher {

  @Override
  public StreamHandle open(Route route, WorkRequest request, StreamListener listener) {
    return splits.test(route.model())
        ? SplitStream.start(this, route, request, listener)
        : workers.open(route, request, listener);
  }
}
