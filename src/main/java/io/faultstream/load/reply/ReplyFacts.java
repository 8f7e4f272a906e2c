package io.faultstream.load.reply;

/**
 * What is known of a reply at its end: all that its outcome depends on.
 *
 * @param ending how the exchange ended
 * @param status HTTP status, 0 without one
 * @param bodyEmpty whether no byte of a body came
 * @param rejectionStatus status with which this target refuses for overload, 0 where unknown
 * @param overloadBody whether an error body's type or message speaks of overload
 * @param errorInside whether an error came inside a reply that began with 200
 * @param corrupted whether text, JSON or chunk id were not as they must be
 * @param tokens content chunks
 * @param finished whether a finish reason came
 * @param endMark whether the end mark came, or none is due
 */
public record ReplyFacts(
    Ending ending,
    int status,
    boolean bodyEmpty,
    int rejectionStatus,
    boolean overloadBody,
    boolean errorInside,
    boolean corrupted,
    int tokens,
    boolean finished,
    boolean endMark) {}
