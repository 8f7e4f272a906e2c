package io.faultstream.load;

/**
 * What a {@link BehaviourSimulation} says when it is over.
 *
 * @param usersEnded virtual users that came to the end of their scenario
 * @param openRequests requests that {@link OpenRequests} still holds
 * @param inFlight open requests by the in-flight view
 * @param streams open streams by the in-flight view
 * @param zeroNotBefore the run's zero lies not before this, by {@link System#nanoTime}
 * @param zeroNotAfter nor after this
 * @param cost what the measured part cost
 */
public record LoadEnd(
    long usersEnded,
    int openRequests,
    long inFlight,
    long streams,
    long zeroNotBefore,
    long zeroNotAfter,
    Cost cost) {

  /**
   * What a part of a run cost its process.
   *
   * @param wallNanos how long it took
   * @param cpuNanos processor time of all threads
   * @param allocatedBytes of all threads
   * @param events chunks that carried a token
   * @param requests requests that ended
   */
  public record Cost(
      long wallNanos, long cpuNanos, long allocatedBytes, long events, long requests) {
    Cost minus(Cost before) {
      return new Cost(
          wallNanos - before.wallNanos,
          cpuNanos - before.cpuNanos,
          allocatedBytes - before.allocatedBytes,
          events - before.events,
          requests - before.requests);
    }
  }
}
