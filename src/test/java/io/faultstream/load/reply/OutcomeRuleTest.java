package io.faultstream.load.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutcomeRuleTest {
  @ParameterizedTest
  @CsvSource({
    // ending, status, bodyEmpty, overload, errorInside, corrupted, tokens, finished, endMark
    "WHOLE, 200, false, false, false, false, 10, true, true, COMPLETED",
    "CANCELLED, 200, false, false, true, true, 10, false, false, CANCELLED",
    "NO_CONNECTION, 0, true, false, false, false, 0, false, false, UNREACHABLE",
    "WHOLE, 529, false, false, false, false, 0, false, false, REJECTED",
    "WHOLE, 429, true, false, false, false, 0, false, false, REJECTED",
    "WHOLE, 503, false, true, false, false, 0, false, false, REJECTED",
    "WHOLE, 503, false, false, false, false, 0, false, false, UNAVAILABLE",
    "WHOLE, 404, true, false, false, false, 0, false, false, UNAVAILABLE",
    "WHOLE, 404, false, false, false, false, 0, false, false, BAD_REQUEST",
    "WHOLE, 401, false, false, false, false, 0, false, false, BAD_REQUEST",
    "WHOLE, 500, false, false, false, false, 0, false, false, SERVER_ERROR",
    "LOST, 500, false, false, false, false, 0, false, false, SERVER_ERROR",
    "WHOLE, 302, false, false, false, false, 0, false, false, SERVER_ERROR",
    "WHOLE, 200, false, false, true, true, 3, false, true, STREAM_ERROR",
    "LOST, 200, false, false, false, true, 3, false, false, CORRUPTED",
    "LOST, 200, false, false, false, false, 3, false, false, BROKEN",
    "LOST, 0, true, false, false, false, 0, false, false, BROKEN",
    "STALLED, 200, false, false, false, false, 3, false, false, STALLED",
    "TIMED_OUT, 0, true, false, false, false, 0, false, false, TIMED_OUT",
    "ABANDONED, 200, false, false, false, false, 3, false, false, ABANDONED",
    "WHOLE, 200, true, false, false, false, 0, true, true, EMPTY",
    "WHOLE, 200, false, false, false, false, 3, false, true, TRUNCATED",
    "WHOLE, 200, false, false, false, false, 3, true, false, TRUNCATED"
  })
  void firstMatchWins(
      Ending ending,
      int status,
      boolean bodyEmpty,
      boolean overload,
      boolean errorInside,
      boolean corrupted,
      int tokens,
      boolean finished,
      boolean endMark,
      Outcome expected) {
    ReplyFacts facts =
        new ReplyFacts(
            ending,
            status,
            bodyEmpty,
            0,
            overload,
            errorInside,
            corrupted,
            tokens,
            finished,
            endMark);
    assertThat(OutcomeRule.of(facts)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"430, 430, REJECTED", "430, 0, BAD_REQUEST", "503, 503, UNAVAILABLE"})
  void statusOfTheTargetsOwnForOverloadIsARejection(int status, int own, Outcome expected) {
    ReplyFacts facts =
        new ReplyFacts(Ending.WHOLE, status, false, own, false, false, false, 0, false, false);
    assertThat(OutcomeRule.of(facts)).isEqualTo(expected);
  }
}
