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
 * was refused for overload, as many cancellations as connections that we closed early, and at least
 * as many requests begun as were answered.
 *
 * <p>What one side alone can know bounds the difference, apart from the limit: a close after all
 * that was asked for had come may have met the end of its reply; a connection that was lost, never
 * stood or was given up after a corrupt text may count as a client that went away; a request given
 * up before any header, or with an overload inside its stream, may count as a rejection. Limit
 * {@code slack}: so many requests more, default 0, because nothing else makes a difference.
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
    return "the target counted the rejections and cancellations that its client saw"
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
    ClientCounts client = run.measured().details().client();
    double slack = asked.limit(SLACK);
    return rejections(both, client, slack)
        .and(cancellations(both, client, slack))
        .and(started(both, client.margins().answered(), slack));
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

  /** What the client saw, and from where to where the target's count is right. */
  private record Seen(String what, long client, long least, long most) {}

  private static Finding within(@Nullable Long target, Seen seen, double slack) {
    if (target == null) {
      return seen.client == 0
          ? Finding.pass(seen.what + ": the client saw none, and this version does not count them")
          : Finding.inconclusive(
              seen.what + ": the client saw " + seen.client + ", this version does not count them");
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
  private static Finding started(BothSides both, long answered, double slack) {
    Long started = both.target(Compared.SENT);
    Long succeeded = both.target(Compared.COMPLETED);
    Long failed = both.target(Compared.FAILED);
    String what = "begun";
    if (started == null && succeeded != null && failed != null) {
      started = succeeded + failed;
      what = "ended";
    }
    if (started == null) {
      return answered == 0
          ? Finding.pass("requests: the client saw none, and this version does not count them")
          : Finding.inconclusive(
              "requests: " + answered + " were answered, this version does not count them");
    }
    String evidence = started + " requests " + what + ", " + answered + " seen answered";
    return started >= answered - slack ? Finding.pass(evidence) : Finding.fail(evidence);
  }
}
