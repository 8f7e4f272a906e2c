package io.faultstream.cluster.defect;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.cluster.defect.FrontendDefect.End;
import io.faultstream.cluster.defect.FrontendDefect.Fate;
import io.faultstream.cluster.discovery.EngineLimits;
import io.faultstream.cluster.discovery.Instance;
import io.faultstream.cluster.discovery.Role;
import io.faultstream.cluster.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FrontendDefectsTest {
  private final AtomicLong now = new AtomicLong();

  private final Ticker ticker =
      new Ticker() {
        @Override
        public long nanos() {
          return now.get();
        }

        @Override
        public long wallMillis() {
          return 0;
        }

        @Override
        public void parkUntil(long deadlineNanos) {
          now.set(deadlineNanos);
        }
      };

  private FrontendDefect defect(Defect defect) {
    return defect.ofFrontend(ticker);
  }

  private static Instance instance(long id) {
    return new Instance(id, Role.AGG, "tiny", "127.0.0.1", 1, 0, new EngineLimits(8, 8, 8, 8, 8));
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsWrongBeforeAWorkerIsLost(Defect planted) {
    FrontendDefect defect = defect(planted);

    assertThat(defect.delay()).isZero();
    assertThat(defect.breaks()).isFalse();
    assertThat(defect.end(false)).isEqualTo(End.WHOLE);
    assertThat(defect.asks(1)).isTrue();
    assertThat(defect.told(List.of(instance(1)))).containsExactly(instance(1));
  }

  @Test
  void eachSecondStreamThatLostItsWorkerIsLost() {
    FrontendDefect fails = defect(Defect.LOSE_AT_MIGRATION);
    FrontendDefect hangs = defect(Defect.STALL_FOR_EVER);

    assertThat(List.of(fails.streamLost(), fails.streamLost(), fails.streamLost()))
        .containsExactly(Fate.FAILS, Fate.MOVES, Fate.FAILS);
    assertThat(List.of(hangs.streamLost(), hangs.streamLost()))
        .containsExactly(Fate.HANGS, Fate.MOVES);
    assertThat(defect(Defect.NONE).streamLost()).isEqualTo(Fate.MOVES);
  }

  @Test
  void eachSecondStreamThatMovedEndsBadly() {
    FrontendDefect reason = defect(Defect.NO_FINISH_REASON);
    FrontendDefect mark = defect(Defect.NO_END_MARK);

    assertThat(List.of(reason.end(true), reason.end(false), reason.end(true), reason.end(true)))
        .containsExactly(End.WITHOUT_REASON, End.WHOLE, End.WHOLE, End.WITHOUT_REASON);
    assertThat(mark.end(true)).isEqualTo(End.WITHOUT_MARK);
  }

  @Test
  void oneInTwentyFiveBreaksOnceAWorkerWasLost() {
    FrontendDefect defect = defect(Defect.ERROR_IN_STREAM);
    defect.streamLost();

    assertThat(IntStream.range(0, 100).filter(any -> defect.breaks())).hasSize(4);
  }

  @Test
  void recoveryIsLongOrHasNoEnd() {
    FrontendDefect slowly = defect(Defect.RECOVERS_SLOWLY);
    FrontendDefect never = defect(Defect.NEVER_RECOVERS);
    slowly.streamLost();
    never.streamLost();

    assertThat(slowly.delay()).isEqualTo(Duration.ofSeconds(3));
    now.set(Duration.ofSeconds(15).toNanos());
    assertThat(slowly.delay()).isZero();
    now.set(Duration.ofDays(1).toNanos());
    assertThat(never.delay()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void movesAreCountedNotAtAllOrForNothing() {
    assertThat(defect(Defect.COUNTER_STUCK).countsMove()).isFalse();
    assertThat(defect(Defect.NONE).countsMove()).isTrue();
    FrontendDefect rises = defect(Defect.COUNTER_RISES);
    assertThat(IntStream.range(0, 100).filter(any -> rises.inventsMove())).hasSize(10);
    assertThat(defect(Defect.NONE).inventsMove()).isFalse();
  }

  @Test
  void healthRemembersTheDead() {
    FrontendDefect defect = defect(Defect.HEALTH_LIES);
    defect.told(List.of(instance(1), instance(2)));

    assertThat(defect.told(List.of(instance(2), instance(3))))
        .containsExactly(instance(1), instance(2), instance(3));
  }

  @Test
  void whoComesAfterALossIsNotAsked() {
    FrontendDefect defect = defect(Defect.IDLE_AFTER_RESTART);
    assertThat(defect.asks(1)).isTrue();
    assertThat(defect.asks(2)).isTrue();
    defect.streamLost();

    assertThat(defect.asks(2)).isTrue();
    assertThat(defect.asks(3)).isFalse();
  }
}
