package io.faultstream.cluster.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faultstream.cluster.defect.Defect;
import io.faultstream.cluster.discovery.EngineLimits;
import io.faultstream.cluster.time.Ticker;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EngineTest {

  private static final long STEP = 5_740_000;

  /** Jumps to each deadline, and once far beyond it, as a stopped process sees the time. */
  private static final class JumpingTicker implements Ticker {

    private final AtomicLong now = new AtomicLong();
    private final long stopAt;
    private final long stopNanos;
    private boolean stopped;

    JumpingTicker(long stopAt, long stopNanos) {
      this.stopAt = stopAt;
      this.stopNanos = stopNanos;
    }

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
      boolean stop = !stopped && deadlineNanos > stopAt;
      stopped |= stop;
      now.set(Math.max(now.get(), deadlineNanos) + (stop ? stopNanos : 0));
    }
  }

  private static List<Long> gaps(long stopNanos) throws InterruptedException {
    return gaps(stopNanos, Defect.NONE);
  }

  private static List<Long> gaps(long stopNanos, Defect defect) throws InterruptedException {
    JumpingTicker ticker = new JumpingTicker(2_000_000_000L, stopNanos);
    CountDownLatch done = new CountDownLatch(1);
    RecordedOutput output =
        new RecordedOutput(ticker::nanos) {
          @Override
          public void finished(int sent, int promptTokens) {
            done.countDown();
          }
        };
    EngineLimits limits = new EngineLimits(1 << 20, 64, 8, 8192, 10_000);
    Engine engine =
        new Engine(new EngineOptions(limits, 1, 1), defect.ofWorker(0.5, 0), ticker, () -> {});
    engine.submit(output.sequence(10, 1000));
    engine.start();
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    return IntStream.range(1, 1000)
        .mapToObj(i -> output.nanos.get(i) - output.nanos.get(i - 1))
        .toList();
  }

  @Test
  void aLongStopIsNotFollowedByABurst() throws InterruptedException {
    List<Long> gaps = gaps(10_000_000_000L);
    assertThat(gaps.stream().filter(gap -> gap > 1_000_000_000L)).hasSize(1);
    assertThat(gaps.stream().filter(gap -> gap < STEP - 1000)).hasSizeLessThanOrEqualTo(1);
  }

  private static List<String> ends(Defect defect) throws InterruptedException {
    CountDownLatch left = new CountDownLatch(3);
    CountDownLatch over = new CountDownLatch(1);
    RecordedOutput output =
        new RecordedOutput() {
          @Override
          public void token(int id) {
            super.token(id);
            left.countDown();
          }

          @Override
          public void finished(int sent, int promptTokens) {
            super.finished(sent, promptTokens);
            over.countDown();
          }

          @Override
          public void aborted(int sent) {
            super.aborted(sent);
            over.countDown();
          }
        };
    EngineLimits limits = new EngineLimits(1 << 20, 64, 8, 8192, 10_000);
    Engine engine =
        new Engine(
            new EngineOptions(limits, 10, 1), defect.ofWorker(0, 0), Ticker.system(), () -> {});
    Sequence sequence = output.sequence(10, 200);
    engine.submit(sequence);
    engine.start();
    assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
    engine.abandon(sequence);
    assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
    return output.ends;
  }

  @Test
  void whatNobodyWantsStopsUnlessTheEngineDoesNotHeedIt() throws InterruptedException {
    for (Defect stops : List.of(Defect.NONE, Defect.LEAK_SLOT_AFTER_CANCEL)) {
      assertThat(ends(stops)).singleElement().asString().startsWith("aborted ");
    }
    assertThat(ends(Defect.IGNORE_CANCEL)).containsExactly("abandoned", "finished 200 of 10");
  }

  @Test
  void aLateStepIsMadeUpForByTheNext() throws InterruptedException {
    List<Long> gaps = gaps(2_000_000);
    long whole = gaps.stream().mapToLong(gap -> gap).sum();
    assertThat(whole).isBetween(999 * STEP, 999 * STEP + STEP);
    assertThat(gaps.stream().filter(gap -> gap < STEP - 1000)).hasSize(1);
  }

  @Test
  void eachStepOfASlowEngineTakesItsShareLonger() throws InterruptedException {
    long usual = gaps(0).stream().mapToLong(gap -> gap).sum();
    long slow = gaps(0, Defect.SLOW).stream().mapToLong(gap -> gap).sum();
    assertThat((double) slow / usual).isCloseTo(1.5, within(0.001));
  }
}
