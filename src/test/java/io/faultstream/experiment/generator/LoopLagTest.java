package io.faultstream.experiment.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

final class LoopLagTest {
  private static final long MILLI = 1_000_000;

  private final Queue<Runnable> first = new ArrayDeque<>();
  private final Queue<Runnable> second = new ArrayDeque<>();
  private long now;
  private final LoopLag lag = new LoopLag(() -> now, List.<Executor>of(first::add, second::add));

  private void postAt(long millis) {
    now = millis * MILLI;
    lag.post(now);
  }

  private void runAt(Queue<Runnable> loop, long millis) {
    now = millis * MILLI;
    loop.remove().run();
  }

  @Test
  void longestWaitOfAnyLoopIsTakenOnce() {
    postAt(0);
    runAt(first, 3);
    runAt(second, 40);
    postAt(100);
    runAt(first, 101);
    runAt(second, 101);

    assertThat(lag.takeMillis()).hasValue(40);
    assertThat(lag.takeMillis()).hasValue(0);
  }

  @Test
  void loopThatHangsCountsWithTheAgeOfItsTickAndGetsNoOther() {
    postAt(0);
    runAt(second, 1);
    postAt(100);
    runAt(second, 101);
    now = 700 * MILLI;

    assertThat(lag.takeMillis()).hasValue(700);
    assertThat(first).hasSize(1);

    runAt(first, 900);
    assertThat(lag.takeMillis()).as("its whole length, once it goes on").hasValue(900);
  }

  @Test
  void machineThatStoodStillPostsLateAndThatCounts() {
    now = 2_000 * MILLI;
    lag.post(100 * MILLI);
    runAt(first, 2_001);
    runAt(second, 2_001);

    assertThat(lag.takeMillis()).hasValue(1_901);
  }

  @Test
  void loopThatIsShutDownIsNotLate() {
    LoopLag closed =
        new LoopLag(
            () -> now,
            List.<Executor>of(
                task -> {
                  throw new RejectedExecutionException();
                }));
    closed.post(0);
    now = 500 * MILLI;

    assertThat(closed.takeMillis()).hasValue(0);
  }

  @Test
  void withoutALoopNothingIsKnown() {
    assertThat(new LoopLag(() -> now, List.of()).takeMillis()).isEmpty();
  }
}
