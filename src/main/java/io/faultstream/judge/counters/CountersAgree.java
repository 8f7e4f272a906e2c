package io.faultstream.judge.counters;

import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.counters.BothSides;
import io.faultstream.measure.counters.ClientCounts;
import io.faultstream.measure.counters.Compared;
import io.faultstream.spec.ClaimSpec;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Over the whole run the target counted what its only client saw: as many rejections as the client
 * was refused for overload, as many cancellations as connections that we closed early, as many
 * successes as replies that completed, and no fewer requests begun than were answered, no more than
 * were sent.
 *
 * <p>What one side alone can know bounds the difference, apart from the limit: a close after all
 * that was asked for had come may have met the end of its reply; a connection that was lost, never
 * stood or was given up after a corrupt text may count as a client that went away; a request given
 * up before any header, or with an overload inside its stream, may count as a rejection; a reply
 * broken on the way to its reader, and a unary request whose client went away, may count as a
 * success. Limit {@code slack}: so many requests more, default 0, because nothing else makes a
 * difference.
 *
 * <p>What the version does not count is not checked where the client saw none of it, and leaves the
 * claim open where it did or may have. It is open too when the frontend still had requests in
 * flight at the last reading.
 */
public final class CountersAgree implements Claim {
  public static final String ID = "counters-agree";
  private static final String SLACK = "slack";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String subject() {
    return "counters";
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(SLACK, 0.0);
  }

  @Override
  public String text(ClaimSpec asked) {
    double slack = asked.limit(SLACK);
    return "the target counted the requests, successes, rejections and cancellations of its client"
        + (slack > 0 ? ", within " + Wording.number(slack) + " requests" : "");
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    Optional<BothSides> whole = run.measured().summary().target().run();
    if (whole.isEmpty() || whole.get().toNanos() == null) {
      return Finding.inconclusive("the target's counters were not read");
    }
    BothSides both = whole.get();
    if (!run.measured().summary().complete()) {
      return Finding.inconclusive("the record of requests was cut off, the target's was not");
    }
    if (both.begunAnew()) {
      return Finding.inconclusive("the frontend was started again, so its counters began anew");
    }
    if (!both.enclosing()) {
      return Finding.inconclusive(
          "the target's counters were not read before the first request and after the last end");
    }
    if (both.leftInFlight() > 0) {
      return Finding.inconclusive(
          "the frontend still had "
              + both.leftInFlight()
              + " requests in flight at the last reading, so its counters were not final");
    }
    ClientCounts client = run.measured().details().client();
    double slack = asked.limit(SLACK);
    // Where requests are left on purpose, cancellations have a claim of their own.
    Finding first = rejections(both, client, slack);
    boolean left = run.spec().cancellation().isPresent();
    return (left ? first : first.and(cancellations(both, client, slack)))
        .and(successes(both, client, slack))
        .and(started(both, client, slack));
  }

  private static Finding rejections(BothSides both, ClientCounts client, double slack) {
    long perhaps = client.margins().perhapsRejected();
    return within(
        both.target(Compared.REJECTED),
        new Seen("rejections", client.rejected(), client.rejected(), client.rejected() + perhaps),
        slack);
  }

  private static Finding cancellations(BothSides both, ClientCounts client, double slack) {
    ClientCounts.Margins margins = client.margins();
    long closed = client.closed();
    return within(
        both.target(Compared.CLOSED_BY_US),
        new Seen(
            "cancellations",
            closed,
            closed - margins.closedAtEnd(),
            closed + margins.perhapsClosed()),
        slack);
  }

  private static Finding successes(BothSides both, ClientCounts client, double slack) {
    long completed = client.completed();
    return within(
        both.target(Compared.COMPLETED),
        new Seen(
            "successes", completed, completed, completed + client.margins().perhapsCompleted()),
        slack);
  }

  /** What the client saw, and from where to where the target's count is right. */
  private record Seen(String what, long client, long least, long most) {
    /** What cannot be compared is told apart from what agrees. */
    Finding uncounted() {
      if (client == 0 && most == 0) {
        return Finding.pass(
            what + ": not checked, this version does not count them and the client saw none");
      }
      String perhaps = most > client ? " (up to " + most + " are right)" : "";
      return Finding.inconclusive(
          what + ": the client saw " + client + perhaps + ", this version does not count them");
    }
  }

  private static Finding within(@Nullable Long target, Seen seen, double slack) {
    if (target == null) {
      return seen.uncounted();
    }
    String evidence =
        seen.what + ": " + target + " by the target, " + seen.client + " by the client";
    if (seen.least != seen.most) {
      evidence += " (" + seen.least + " to " + seen.most + " are right)";
    }
    return target >= seen.least - slack && target <= seen.most + slack
        ? Finding.pass(evidence)
        : Finding.fail(evidence);
  }

  /** Versions that do not count the beginnings of requests count their ends. */
  private static Finding started(BothSides both, ClientCounts client, double slack) {
    long answered = client.margins().answered();
    Long started = both.target(Compared.SENT);
    Long succeeded = both.target(Compared.COMPLETED);
    Long failed = both.target(Compared.FAILED);
    String what = "begun";
    if (started == null && succeeded != null && failed != null) {
      started = succeeded + failed;
      what = "ended";
    }
    if (started == null) {
      return new Seen("requests", client.sent(), answered, client.sent()).uncounted();
    }
    String evidence =
        started
            + " requests "
            + what
            + ", "
            + client.sent()
            + " sent and "
            + answered
            + " seen answered by the client";
    return started >= answered - slack && started <= client.sent() + slack
        ? Finding.pass(evidence)
        : Finding.fail(evidence);
  }
}
