package io.faultstream.measure.cancellation;

import static io.faultstream.measure.SampleHistory.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.measure.SampleSpecs;
import io.faultstream.measure.cancellation.Closed.Race;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LoadSpec.Dialect;
import io.faultstream.spec.LoadSpec.Kind;
import io.faultstream.spec.LoadSpec.TextCheck;
import io.faultstream.spec.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ClosedTest {
  private static final int TOKENS = 100;
  private static final LoadSpec STREAMS = SampleSpecs.load(TextCheck.COUNTING, Dialect.DYNAMO);

  private static Closed stream(int chunks) {
    return new Closed(1, Kind.CHAT_STREAM, true, 0, 20 * MILLI, true, chunks, 6 * MILLI);
  }

  private static Closed unary(long openNanos) {
    return new Closed(1, Kind.CHAT, true, 1000, 1000 + openNanos, false, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({"0, CLEAR", "1, CLEAR", "90, CLEAR", "91, LATE", "100, LATE"})
  void streamWithTenTokensToGoIsClear(int chunks, Race race) {
    assertThat(stream(chunks).race(TOKENS, Long.MAX_VALUE)).isEqualTo(race);
  }

  @ParameterizedTest
  @CsvSource({
    "0, false, EARLY",
    "49999999, false, EARLY",
    "50000000, false, CLEAR",
    "49999999, true, CLEAR"
  })
  void closeWithinFiftyMillisecondsAndWithoutHeadersRacesTheBeginning(
      long open, boolean headers, Race race) {
    Closed one = new Closed(1, Kind.CHAT_STREAM, true, 1000, 1000 + open, headers, 0, 0);

    assertThat(one.race(TOKENS, Long.MAX_VALUE)).isEqualTo(race);
  }

  /** At a millisecond a token, 40 tokens to go are 40 ms. */
  @ParameterizedTest
  @CsvSource({"60, CLEAR", "61, LATE"})
  void fastStreamIsNearItsEndSooner(int chunks, Race race) {
    Closed one = new Closed(1, Kind.CHAT_STREAM, true, 0, 90 * MILLI, true, chunks, MILLI);

    assertThat(one.race(TOKENS, Long.MAX_VALUE)).isEqualTo(race);
  }

  /** The shortest takes 600 ms; ten of its 100 tokens to go are at 540 ms. */
  @ParameterizedTest
  @CsvSource({"49, EARLY", "50, CLEAR", "540, CLEAR", "541, LATE", "600, LATE", "900, LATE"})
  void replyInOnePieceIsJudgedByTheShortestThatCompleted(long millis, Race race) {
    assertThat(unary(millis * MILLI).race(TOKENS, 600 * MILLI)).isEqualTo(race);
  }

  @Test
  void nothingIsKnownOfAReplyInOnePieceWhereNoneCompleted() {
    assertThat(unary(60 * MILLI).race(TOKENS, Long.MAX_VALUE)).isEqualTo(Race.LATE);
  }

  @Test
  void replyOfTenTokensIsNeverClearInOnePiece() {
    assertThat(unary(60 * MILLI).race(10, 600 * MILLI)).isEqualTo(Race.LATE);
    assertThat(unary(60 * MILLI).race(5, 600 * MILLI)).isEqualTo(Race.LATE);
  }

  @Test
  void tokensThatCameWereWanted() {
    assertThat(stream(20).wanted(TOKENS, 600 * MILLI)).isEqualTo(20);
    assertThat(unary(300 * MILLI).wanted(TOKENS, 600 * MILLI)).isEqualTo(50);
    assertThat(unary(900 * MILLI).wanted(TOKENS, 600 * MILLI)).isEqualTo(100);
    assertThat(unary(300 * MILLI).wanted(TOKENS, 0)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void closedAreThoseThatWeEnded(Outcome outcome) {
    Observation seen = Clients.ending(Clients.left(1, Phase.OVERFLOW, 0, 20, MILLI), outcome);
    boolean byUs =
        switch (outcome) {
          case CANCELLED, STALLED, TIMED_OUT, ABANDONED -> true;
          default -> false;
        };
    assertThat(Closed.is(seen)).isEqualTo(byUs);
    assertThat(Closed.of(seen, STREAMS).cancelled()).isEqualTo(outcome == Outcome.CANCELLED);
  }

  @Test
  void requestThatWasNotSentWasNotClosed() {
    assertThat(Closed.is(Clients.unsent(1, Phase.OVERFLOW, 0))).isFalse();
  }

  @Test
  void whatIsTakenFromARequest() {
    assertThat(Closed.of(Clients.left(3, Phase.OVERFLOW, 50 * MILLI, 20, 100 * MILLI), STREAMS))
        .isEqualTo(
            new Closed(
                3, Kind.CHAT_STREAM, true, 51 * MILLI, 151 * MILLI, true, 20, 99 * MILLI / 19));
    assertThat(Closed.of(Clients.leftAlone(3, Phase.OVERFLOW, 0, MILLI), STREAMS).headers())
        .isFalse();
  }
}
