package io.faultstream.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.measure.SampleSpecs;
import io.faultstream.spec.CancelSpec.How;
import io.faultstream.spec.CancelSpec.Moment;
import io.faultstream.spec.CancelSpec.Planned;
import io.faultstream.spec.CancelSpec.When;
import io.faultstream.spec.LoadSpec.Dialect;
import io.faultstream.spec.LoadSpec.Kind;
import io.faultstream.spec.LoadSpec.TextCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CancelSpecTest {
  private static final long SEED = 7;
  private static final int REQUESTS = 10_000;
  private static final Duration WITHIN = Duration.ofMillis(300);
  private static final Moment LATER = new Moment(When.TIME, 0, Duration.ofMillis(10));
  private static final Moment HEADERS = new Moment(When.HEADERS, 0, Duration.ZERO);
  private static final Moment TWENTY = new Moment(When.CHUNKS, 20, Duration.ZERO);
  private static final Moment RANDOM = new Moment(When.RANDOM, 0, Duration.ZERO);
  private static final LoadSpec STREAMS = SampleSpecs.load(TextCheck.COUNTING, Dialect.DYNAMO);
  private static final LoadSpec WHOLE = SampleSpecs.streaming(STREAMS, false);

  private static CancelSpec plan(double share, Moment... moments) {
    return new CancelSpec(Phase.OVERFLOW, share, How.CLOSE, List.of(moments), WITHIN, 0);
  }

  private static List<Optional<Planned>> all(CancelSpec plan, long seed, LoadSpec load) {
    return LongStream.range(0, REQUESTS).mapToObj(id -> plan.planned(seed, id, load)).toList();
  }

  private static List<Planned> taken(CancelSpec plan, LoadSpec load) {
    return all(plan, SEED, load).stream().flatMap(Optional::stream).toList();
  }

  @Test
  void sameSeedPlansTheSameAndAnotherSeedOtherRequests() {
    CancelSpec plan = plan(0.5, LATER, HEADERS, TWENTY, RANDOM);

    assertThat(all(plan, SEED, STREAMS)).isEqualTo(all(plan, SEED, STREAMS));
    assertThat(all(plan, SEED + 1, STREAMS)).isNotEqualTo(all(plan, SEED, STREAMS));
  }

  /** Six standard deviations on either side: chance alone leaves them once in 500 million. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.5, 0.9})
  void shareIsKept(double share) {
    double deviation = Math.sqrt(REQUESTS * share * (1 - share));

    assertThat((double) taken(plan(share, TWENTY), STREAMS).size())
        .isBetween(REQUESTS * share - 6 * deviation, REQUESTS * share + 6 * deviation);
  }

  @Test
  void shareOfOneIsEveryRequest() {
    assertThat(taken(plan(1, TWENTY), STREAMS)).hasSize(REQUESTS);
  }

  @Test
  void allMomentsThatFitAreChosenAboutAsOften() {
    List<Planned> all = taken(plan(1, LATER, HEADERS, TWENTY, RANDOM), STREAMS);

    for (Moment moment : List.of(LATER, HEADERS, TWENTY, RANDOM)) {
      assertThat(all.stream().filter(one -> one.asked().equals(moment)).count())
          .as(moment.label())
          .isBetween(2200L, 2800L);
    }
  }

  @Test
  void replyInOnePieceIsNeverToBeLeftAtItsHeadersOrChunks() {
    assertThat(taken(plan(1, LATER, HEADERS, TWENTY, RANDOM), WHOLE))
        .hasSize(REQUESTS)
        .extracting(Planned::asked)
        .containsOnly(LATER, RANDOM);
    assertThat(taken(plan(1, HEADERS, TWENTY), WHOLE)).isEmpty();
  }

  @Test
  void mixedRequestsHaveEachAMomentOfTheirKind() {
    CancelSpec plan = plan(1, TWENTY, LATER);
    LoadSpec mixed = SampleSpecs.of(STREAMS, List.of(Kind.CHAT, Kind.CHAT_STREAM));
    Set<Moment> ofStreams = new HashSet<>();
    for (long id = 0; id < 1000; id++) {
      Moment asked = plan.planned(SEED, id, mixed).orElseThrow().asked();
      if (mixed.kindOf(id).stream()) {
        ofStreams.add(asked);
      } else {
        assertThat(asked).isEqualTo(LATER);
      }
    }
    assertThat(ofStreams).containsExactlyInAnyOrder(TWENTY, LATER);
  }

  @Test
  void randomMomentOfAStreamIsAnyChunkBelowThoseAskedFor() {
    List<Integer> drawn = new ArrayList<>();
    for (Planned one : taken(plan(1, RANDOM), STREAMS)) {
      assertThat(one.due().when()).isEqualTo(When.CHUNKS);
      drawn.add(one.due().chunks());
    }
    assertThat(drawn).contains(1, 50, 99).allMatch(chunks -> chunks >= 1 && chunks <= 99);
  }

  @Test
  void randomMomentOfAReplyInOnePieceIsATimeUpToTheLatest() {
    List<Duration> drawn = new ArrayList<>();
    for (Planned one : taken(plan(1, RANDOM), WHOLE)) {
      assertThat(one.due().when()).isEqualTo(When.TIME);
      drawn.add(one.due().after());
    }
    assertThat(drawn).allMatch(after -> !after.isNegative() && after.compareTo(WITHIN) < 0);
    assertThat(drawn).anyMatch(after -> after.toMillis() < 3).anyMatch(a -> a.toMillis() > 297);
  }

  @Test
  void streamOfOneTokenCanOnlyBeLeftAtIt() {
    assertThat(taken(plan(1, RANDOM), STREAMS.withOutputTokens(1)))
        .extracting(one -> one.due().chunks())
        .containsOnly(1);
  }

  @Test
  void burstPlansNoRequestOfItsOwn() {
    CancelSpec bursts = new CancelSpec(Phase.OVERFLOW, 1, How.CLOSE, List.of(), WITHIN, 20);

    assertThat(taken(bursts, STREAMS)).isEmpty();
  }

  @Test
  void planWithoutASenseIsRefused() {
    for (double share : new double[] {0, -0.1, 1.01, Double.NaN}) {
      assertThatThrownBy(() -> plan(share, LATER)).hasMessageContaining("share " + share);
    }
    assertThatThrownBy(() -> plan(0.5)).hasMessageContaining("0 moments, burst 0");
    assertThatThrownBy(
            () -> new CancelSpec(Phase.OVERFLOW, 1, How.CLOSE, List.of(LATER), WITHIN, 20))
        .hasMessageContaining("1 moments, burst 20");
    assertThatThrownBy(() -> new CancelSpec(Phase.OVERFLOW, 1, How.CLOSE, List.of(), WITHIN, -1))
        .hasMessageContaining("burst -1");
  }

  @Test
  void labelIsAsInTheSettings() {
    assertThat(List.of(LATER, HEADERS, TWENTY, RANDOM, new Moment(When.CHUNKS, 1, Duration.ZERO)))
        .extracting(Moment::label)
        .containsExactly("10ms", "headers", "20 chunks", "random", "1 chunk");
  }
}
