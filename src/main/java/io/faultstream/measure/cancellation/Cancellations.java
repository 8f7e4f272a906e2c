package io.faultstream.measure.cancellation;

import io.faultstream.measure.statistics.Distribution;
import io.faultstream.measure.statistics.Ratio;
import io.faultstream.spec.LoadSpec.Kind;
import io.faultstream.spec.Phase;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The requests that their client left, and what they led to.
 *
 * @param planned requests that were to be left, each at a moment of its own; 0 with bursts
 * @param made requests that were left
 * @param elsewhere those of them that belong to another phase than the plan's
 * @param moments by what was waited for; empty with bursts
 * @param kinds by kind of request, client beside frontend
 * @param byWorkers what all workers counted
 * @param reach how soon the target noticed
 * @param stop how soon the engines stopped
 * @param slots whether the engines' slots are free again
 * @param next the first request that was sent after each close
 * @param others the requests that nobody left, by phase
 */
public record Cancellations(
    long planned,
    long made,
    long elsewhere,
    List<MomentCount> moments,
    List<KindCount> kinds,
    WorkersCount byWorkers,
    Reach reach,
    Stop stop,
    Slots slots,
    Next next,
    Map<Phase, Others> others) {
  public Cancellations {
    moments = List.copyOf(moments);
    kinds = List.copyOf(kinds);
    others = Map.copyOf(others);
  }

  /**
   * What one moment of the plan led to.
   *
   * @param moment as in the settings
   * @param planned requests that were to be left at it
   * @param made those that were; the others had ended before
   */
  public record MomentCount(String moment, long planned, long made) {}

  /**
   * One kind of requests: closed before their end by us, whatever the reason, beside what the
   * frontend counted.
   *
   * @param kind which
   * @param closed by us
   * @param clear closed with at least {@link Closed#TO_GO} tokens to go, after the target had them
   * @param early closed so soon that the target may never have begun them
   * @param late closed so late that the target may have ended them first
   * @param perhaps not closed by us, but the target may have seen their client go
   * @param answered requests whose replies had an end for their client, in the whole run
   * @param begunByFrontend requests that the frontend began, in the whole run; {@code null}:
   *     unknown
   * @param byFrontend what the frontend counted as left; {@code null}: unknown
   */
  public record KindCount(
      Kind kind,
      long closed,
      long clear,
      long early,
      long late,
      long perhaps,
      long answered,
      @Nullable Long begunByFrontend,
      @Nullable Long byFrontend) {}

  /**
   * What the workers counted, all together; {@code null} where they do not count it. The runtime's
   * counter misses those whose reply's connection was gone before the message that it was left:
   * then publishing failed.
   *
   * @param told requests that the runtime was told were left
   * @param unpublished requests whose reply could not be sent to the frontend any more
   * @param aborted requests that the engines stopped before their end
   */
  public record WorkersCount(
      @Nullable Long told, @Nullable Long unpublished, @Nullable Long aborted) {}

  /**
   * How long after the close the target knew of it, by its logs.
   *
   * @param frontendMicros until the frontend gave the request up
   * @param workerMicros until a worker was told
   * @param clear requests closed clear of beginning and end: each should be among both
   * @param noticed those of them that the frontend shows to have given up
   * @param heard those of them whose worker shows that it was told, or stopped
   * @param untold requests that a worker computed to their end and was not told to stop
   */
  public record Reach(
      Distribution frontendMicros,
      Distribution workerMicros,
      long clear,
      long noticed,
      long heard,
      long untold) {}

  /**
   * Whether the work stopped, of requests that were closed clear of their end.
   *
   * @param stopMicros from the close until the engine stopped, by its log
   * @param inPrefill requests left before the headers of their reply where a prefill runs to its
   *     end: all that follows comes after it, and is not timed
   * @param finished requests that an engine computed to their end
   * @param settled those of all these that were closed clear of their beginning too: of them a log
   *     should settle each
   * @param tokensAfter tokens that the engine had computed beyond those that had arrived, of
   *     streams
   * @param computed tokens that all engines computed in the run, by their counters; {@code null}:
   *     unknown
   * @param wantedLeast tokens that had arrived, and those of replies in one piece by the time they
   *     were left, at the pace of the slowest
   * @param wantedMost the same at the pace of the fastest
   */
  public record Stop(
      Distribution stopMicros,
      long inPrefill,
      long finished,
      long settled,
      Distribution tokensAfter,
      @Nullable Long computed,
      long wantedLeast,
      long wantedMost) {}

  /**
   * What the engines held when no request was open any more, and how it grew.
   *
   * @param workers each at its last reading
   * @param leak slots that stay taken for each cancelled request; {@code null}: too few readings
   */
  public record Slots(List<WorkerSlots> workers, @Nullable LeakSlope leak) {
    public Slots {
      workers = List.copyOf(workers);
    }
  }

  /**
   * One worker after the last request; {@code null} where it does not say, or was not read any
   * more.
   *
   * @param worker its name
   * @param inFlight requests in flight by the worker's gauge
   * @param running requests that its engine computes
   * @param waiting requests that its engine has queued
   * @param cacheBefore least used share of its KV cache before the first request was left
   * @param cacheAfter the same after the last request
   */
  public record WorkerSlots(
      String worker,
      @Nullable Long inFlight,
      @Nullable Long running,
      @Nullable Long waiting,
      @Nullable Double cacheBefore,
      @Nullable Double cacheAfter) {}

  /**
   * The first request that was sent after a close and not left before its first token; a stream
   * where there are streams.
   *
   * @param ttftMicros from the intended moment
   * @param unserved those that got no token
   */
  public record Next(Distribution ttftMicros, long unserved) {}

  /**
   * The requests of a phase that nobody left.
   *
   * @param success completed ÷ sent
   * @param ttftMicros from the intended moment; of streams where there are streams
   * @param tpotMicros (last − first token) ÷ (tokens − 1), of streams
   * @param maxGapMicros longest gap of each stream
   * @param e2eMicros from the intended moment to the end, of those that completed
   */
  public record Others(
      Ratio success,
      Distribution ttftMicros,
      Distribution tpotMicros,
      Distribution maxGapMicros,
      Distribution e2eMicros) {}
}
