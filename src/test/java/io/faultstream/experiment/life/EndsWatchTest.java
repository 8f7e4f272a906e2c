package io.faultstream.experiment.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.history.ends.ProcessEnd;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.target.Target.Ended;
import io.faultstream.time.Poll;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** An end has the time at which it was, also while the run is being finished. */
final class EndsWatchTest {
  private static void nothing() {}

  private final List<Ended> ended = new CopyOnWriteArrayList<>();
  private final List<ProcessEnd> written = new CopyOnWriteArrayList<>();
  private final List<String> mishaps = new CopyOnWriteArrayList<>();
  private final AtomicLong time = new AtomicLong();
  private final EndsWatch watch =
      new EndsWatch(
          new EndsWatch.Subject(this::looked, name -> name.equals("frontend")),
          time::get,
          written::add,
          mishaps::add);
  private volatile boolean broken;

  private List<Ended> looked() {
    if (broken) {
      throw new IllegalStateException("nobody knows");
    }
    return ended;
  }

  private void ends(String name, long pid, boolean asked) {
    ended.add(new Ended(name, new ProcessIdentity(pid, 1, "boot"), 1, asked, name + " ended"));
  }

  private static void await(List<?> list, int size) {
    try {
      assertThat(
              Poll.until(
                  Duration.ofSeconds(20),
                  Duration.ofMillis(5),
                  () -> Optional.of(true).filter(any -> list.size() >= size)))
          .as("seen while it is waited for")
          .isPresent();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void endIsSeenWhileTheRunIsBeingFinished() {
    watch.begin();
    time.set(7);

    watch.closeAfter(
        () -> {
          ends("worker-0", 10, true);
          await(written, 1);
          time.set(20_000_000_000L);
        });

    assertThat(written).containsExactly(new ProcessEnd(7, "worker-0", 10, 1, true));
  }

  @Test
  void lastLookComesWhenAllIsDoneAndIsTheLast() {
    time.set(3);
    watch.closeAfter(() -> ends("worker-0", 10, true));
    ends("worker-1", 11, true);
    watch.closeAfter(EndsWatchTest::nothing);

    assertThat(written).extracting(ProcessEnd::process).containsExactly("worker-0");
  }

  @Test
  void finishThatFailsHidesNoEnd() {
    Runnable fails =
        () -> {
          ends("worker-0", 10, true);
          throw new IllegalStateException("not finished");
        };
    assertThatThrownBy(() -> watch.closeAfter(fails)).hasMessage("not finished");
    assertThat(written).hasSize(1);
  }

  @Test
  void onlyAnEndThatNobodyAskedForOrAwaitsIsAMishap() {
    ends("frontend", 9, false);
    ends("worker-0", 10, false);
    ends("worker-1", 11, true);
    watch.closeAfter(EndsWatchTest::nothing);

    assertThat(written).hasSize(3);
    assertThat(mishaps).containsExactly("worker-0 ended");
  }

  @Test
  void lookThatFailsIsAMishapAndNotTheLastOne() {
    broken = true;
    watch.begin();
    await(mishaps, 1);
    broken = false;
    ends("worker-0", 10, true);
    await(written, 1);
    watch.closeAfter(EndsWatchTest::nothing);

    assertThat(mishaps.get(0)).contains("looking for ended processes failed").contains("nobody");
    assertThat(written).hasSize(1);
  }
}
