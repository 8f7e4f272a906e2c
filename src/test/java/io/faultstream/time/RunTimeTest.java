package io.faultstream.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RunTimeTest {
  @Test
  void clockGoesOnAndItsZeroCanBeMovedOnce() throws InterruptedException {
    RunClock clock = RunClock.startingNow();
    clock.sleepUntil(2_000_000);
    long before = clock.nanos();
    assertThat(before).isGreaterThanOrEqualTo(2_000_000);
    clock.zero();
    assertThat(clock.nanos()).isLessThan(before + 2_000_000_000L);
    assertThat(clock.wallAt(5)).isEqualTo(clock.start().plusNanos(5));
    assertThat(Math.abs(clock.stepMillis())).isLessThan(1000);
  }

  @Test
  void interruptedWaitSaysSo() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> RunClock.startingNow().sleepUntil(60_000_000_000L))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void pollAsksAtLeastOnceAndUntilThereIsAnAnswer() throws InterruptedException {
    int[] asked = {0};
    Optional<String> answer =
        Poll.until(
            Duration.ofSeconds(30),
            Duration.ofMillis(1),
            () -> ++asked[0] == 3 ? Optional.of("yes") : Optional.empty());
    assertThat(answer).contains("yes");
    assertThat(Poll.until(Duration.ZERO, Duration.ZERO, () -> Optional.of(1))).contains(1);
    assertThat(Poll.until(Duration.ZERO, Duration.ZERO, Optional::empty)).isEmpty();
  }

  @Test
  void chanceRepeatsByNameAndSeed() {
    assertThat(new Chance(1).named("a").nextLong()).isEqualTo(new Chance(1).named("a").nextLong());
    assertThat(new Chance(1).named("a").nextLong())
        .isNotEqualTo(new Chance(1).named("b").nextLong())
        .isNotEqualTo(new Chance(2).named("a").nextLong());
    assertThat(Chance.freshSeed()).isBetween(1L, 999_999_999L);
  }
}
