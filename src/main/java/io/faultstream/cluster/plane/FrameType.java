package io.faultstream.cluster.plane;

/**
 * The kinds of frames; the code on the wire is given with each. A decode worker that fetches a
 * prompt is to the prefill worker what a frontend is to a worker.
 */
public enum FrameType {
  /** Frontend to worker: do this. */
  REQUEST(0),
  /** Frontend to worker: stop this at once, and keep nothing of it. */
  CANCEL(1),
  /** Worker to frontend: the request is mine now. */
  ACCEPTED(2),
  /** Worker to frontend: at capacity, ask another. */
  REJECTED(3),
  /** Worker to frontend: the next tokens. */
  TOKENS(4),
  /** Worker to frontend: the answer is complete. */
  FINISHED(5),
  /** Worker to frontend: the engine cannot do this. */
  FAILED(6),
  /** Worker to frontend: the request is here and waits for another to end. */
  QUEUED(7),
  /** Worker to frontend: it stops before the answer is complete. */
  SHUTDOWN(8),
  /** Prefill worker to frontend: the prompt is computed, and kept at this place. */
  PREFILLED(9),
  /** Decode worker to prefill worker: give me this prompt. */
  FETCH(10),
  /** Prefill worker to decode worker: that was all of it, and it is kept no longer. */
  FETCHED(11),
  /** Prefill worker to decode worker, decode worker to frontend: the prompt is not there. */
  LOST(12),
  /** Decode worker to frontend: the worker that keeps the prompt does not give it. */
  UNREACHABLE(13);

  private static final FrameType[] ALL = values();

  private final int code;

  FrameType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static FrameType of(int code) {
    if (code < 0 || code >= ALL.length) {
      throw new MalformedFrameException("unknown frame type " + code);
    }
    return ALL[code];
  }
}
