package io.faultstream.measure.counters;

/**
 * What the client counted in a stretch of the run.
 *
 * @param sent requests sent in it
 * @param completed of those that ended in it, {@code COMPLETED}
 * @param failed those that a frontend which answers calls an error: refused, answered with an error
 *     or with one inside the stream; of streams also those closed by us
 * @param rejected refused for overload
 * @param closed closed by us before their end: {@code CANCELLED}, {@code STALLED}, {@code
 *     TIMED_OUT}, {@code ABANDONED}
 * @param margins what may be counted on one side only
 */
public record ClientCounts(
    long sent, long completed, long failed, long rejected, long closed, Margins margins) {

  /**
   * How far the target's counters may rightly lie from the client's.
   *
   * @param answered replies that began with status 200: the target must have begun as many
   * @param closedAtEnd closed by us when all that was asked for had come: the target may have ended
   *     them first
   * @param perhapsClosed not closed by us for certain, but the target may have seen its client go:
   *     the connection was lost, never stood, or was given up after a corrupt text
   * @param perhapsRejected not seen as refused, but the target may have refused them: given up
   *     before any header, or an overload inside a stream
   * @param perhapsCompleted not completed for the client, but the target may have ended them well:
   *     closed by us when all had come, broken on the way to their reader, and unary requests whose
   *     client went away, which the real system counts as success
   */
  public record Margins(
      long answered,
      long closedAtEnd,
      long perhapsClosed,
      long perhapsRejected,
      long perhapsCompleted) {}
}
