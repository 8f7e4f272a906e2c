package io.faultstream.cluster.frontend.routing;

/**
 * Why a stream could not be had from a worker, or broke.
 *
 * @param workerId the worker, or 0 when none was asked
 */
public record Failure(Kind kind, String message, long workerId) {

  /** The kinds; {@code migratable} ones are tried on another worker. */
  public enum Kind {
    /** The worker's port refused, or the connection ended before it took the request. */
    CANNOT_CONNECT(true, true, "cannot_connect"),
    /** The worker did not take the request in time. */
    REQUEST_TIMEOUT(true, true, "connection_timeout"),
    /** The connection ended while the worker had the request. */
    DISCONNECTED(true, true, "disconnected"),
    /** The worker stops before the answer is complete. */
    SHUTDOWN(true, true, "engine_shutdown"),
    /** The worker was silent for too long. */
    RESPONSE_TIMEOUT(true, true, "response_timeout"),
    /** The prefill worker does not have the computed prompt any more. */
    PROMPT_LOST(true, false, "prompt_lost"),
    /** The decode worker could not fetch the prompt from the prefill worker. */
    PREFILL_UNREACHABLE(true, false, "prefill_unreachable"),
    /** The worker is at its hard cap. */
    AT_CAPACITY(true, false, "worker_overloaded"),
    /** All workers are busy. */
    ALL_BUSY(false, false, "overloaded"),
    /** No worker can be asked at present. */
    NO_WORKERS(false, false, "no_workers"),
    /** The engine cannot do this request. */
    ENGINE(false, false, "engine");

    private final boolean migratable;
    private final boolean inhibiting;
    private final String reason;

    Kind(boolean migratable, boolean inhibiting, String reason) {
      this.migratable = migratable;
      this.inhibiting = inhibiting;
      this.reason = reason;
    }

    /** Whether another worker is worth a try. */
    public boolean migratable() {
      return migratable;
    }

    /** Whether the worker is left out for a while. */
    boolean inhibiting() {
      return inhibiting;
    }

    /** The word in log lines. */
    public String reason() {
      return reason;
    }
  }
}
