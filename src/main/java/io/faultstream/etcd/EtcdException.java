package io.faultstream.etcd;

import io.grpc.Status;
import io.grpc.Status.Code;
import java.net.ConnectException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something that an etcd cluster did not do; the message says what and why, for people. */
public final class EtcdException extends Exception {
  private static final long serialVersionUID = 1;

  /** What the server's texts mean; its codes alone do not tell these apart. */
  private static final List<Map.Entry<String, Reason>> TEXTS =
      List.of(
          Map.entry("Channel shutdown", Reason.CLOSED),
          Map.entry("database space exceeded", Reason.NO_SPACE),
          Map.entry("has been compacted", Reason.COMPACTED),
          Map.entry("is a future revision", Reason.FUTURE_REVISION),
          Map.entry("in sync with leader", Reason.NOT_IN_SYNC),
          Map.entry("unhealthy cluster", Reason.UNHEALTHY),
          Map.entry("not enough started members", Reason.UNHEALTHY),
          Map.entry("request timed out", Reason.TIMED_OUT),
          Map.entry("leader changed", Reason.TIMED_OUT),
          Map.entry("no leader", Reason.NO_LEADER),
          Map.entry("not leader", Reason.NO_LEADER),
          Map.entry("member not found", Reason.UNKNOWN_MEMBER),
          Map.entry("member ID already exist", Reason.KNOWN_MEMBER),
          Map.entry("Peer URLs already exists", Reason.KNOWN_MEMBER));

  private static final Set<Reason> UNKNOWN =
      EnumSet.of(Reason.BROKEN, Reason.TIMED_OUT, Reason.NO_SPACE, Reason.CLOSED, Reason.OTHER);

  /** Why. */
  public enum Reason {
    /** Nobody listens there: nothing was sent. */
    UNREACHABLE,
    /** The connection broke under way: nobody knows whether it was done. */
    BROKEN,
    /** No answer in time, or a leader was lost under way: nobody knows whether it was done. */
    TIMED_OUT,
    /** The member knows no leader, or is none. */
    NO_LEADER,
    /** A change of members is refused as not all are connected, or not for long enough. */
    UNHEALTHY,
    /** A learner cannot vote yet as it lags behind. */
    NOT_IN_SYNC,
    /**
     * The store has reached its quota. A write that was on its way when it did is applied and
     * answered so all the same: nobody knows whether it was done.
     */
    NO_SPACE,
    /** The revision asked for was compacted. */
    COMPACTED,
    /** The revision asked for is not there yet. */
    FUTURE_REVISION,
    /** There is no such member. */
    UNKNOWN_MEMBER,
    /** There is such a member already. */
    KNOWN_MEMBER,
    /** Two members lead in one term. */
    TWO_LEADERS,
    /** It would leave fewer members than a quorum, and that was not asked for. */
    BELOW_QUORUM,
    /** Another change is under way. */
    BUSY,
    /** It did not become so within its time. */
    LATE,
    /** The cluster was closed. */
    CLOSED,
    /** Anything else. */
    OTHER
  }

  private final Reason reason;

  /** With a message for people. */
  public EtcdException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  EtcdException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** From what a call ended with. */
  public static EtcdException of(String what, Status status) {
    String text = String.valueOf(status.getDescription());
    Throwable cause = status.getCause();
    String more = cause == null ? "" : " (" + cause.getMessage() + ")";
    String message = what + ": " + status.getCode() + " " + text + more;
    return new EtcdException(reason(status.getCode(), text, cause), message, cause);
  }

  private static Reason reason(Code code, String text, @Nullable Throwable cause) {
    for (Map.Entry<String, Reason> known : TEXTS) {
      if (text.contains(known.getKey())) {
        return known.getValue();
      }
    }
    return switch (code) {
      case DEADLINE_EXCEEDED -> Reason.TIMED_OUT;
      case UNAVAILABLE -> refused(cause) ? Reason.UNREACHABLE : Reason.BROKEN;
      default -> Reason.OTHER;
    };
  }

  private static boolean refused(@Nullable Throwable cause) {
    for (Throwable one = cause; one != null; one = one.getCause()) {
      if (one instanceof ConnectException) {
        return true;
      }
    }
    return false;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Whether what was asked for may have been done, or may still be. */
  public boolean outcomeUnknown() {
    return UNKNOWN.contains(reason);
  }
}
