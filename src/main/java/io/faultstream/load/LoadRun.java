package io.faultstream.load;

import io.faultstream.history.FaultEdges;
import io.faultstream.history.InFlight;
import io.faultstream.history.Observation;
import io.faultstream.load.arrivals.Arrivals;
import io.faultstream.load.reply.ReplyWatch.GapSink;
import io.faultstream.load.request.Prompts;
import io.faultstream.spec.Access;
import io.faultstream.spec.LoadSpec;
import io.faultstream.time.RunClock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the requests of one run share. Its parts are thread-safe; event loops use them side by side.
 *
 * @param spec what a request looks like
 * @param seed the run's seed
 * @param arrivals when each is due
 * @param firstUser Gatling's number of the first user that sends; users are numbered in their order
 * @param clocks the run's clock, asked once the target is ready
 * @param endpoint where to send; asked once the target is ready
 * @param prompts what to send
 * @param edges fault edges
 * @param inFlight the in-flight view
 * @param open requests that have not ended
 * @param cancels requests that their client leaves
 * @param observations takes each observation, on an event loop
 * @param gaps takes each gap, on an event loop
 */
public record LoadRun(
    LoadSpec spec,
    long seed,
    Arrivals arrivals,
    long firstUser,
    Supplier<RunClock> clocks,
    Supplier<Endpoint> endpoint,
    Prompts prompts,
    FaultEdges edges,
    InFlight inFlight,
    OpenRequests open,
    Cancels cancels,
    Consumer<Observation> observations,
    GapSink gaps) {

  /** One in so many streams keeps its chunk times although no fault touched it. */
  private static final int SAMPLE = 50;

  /**
   * Where requests go.
   *
   * @param base address without {@code /v1} and without a slash at its end
   * @param model name of the model
   * @param access headers that it wants to see
   * @param rejectionStatus status with which it refuses for overload, 0 where unknown
   */
  public record Endpoint(String base, String model, Access access, int rejectionStatus) {}

  RunClock clock() {
    return clocks.get();
  }

  boolean inSample(long id) {
    return Math.floorMod(((id + seed) * 0x9E3779B97F4A7C15L) >>> 32, SAMPLE) == 0;
  }
}
