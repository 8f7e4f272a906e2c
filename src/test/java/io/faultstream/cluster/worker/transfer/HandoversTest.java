package io.faultstream.cluster.worker.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.cluster.plane.FrameReader;
import io.faultstream.cluster.worker.transfer.KeptPrompts.End;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HandoversTest {
  private static final Duration LENGTH = Duration.ofMillis(400);

  private final TransferSample sample = new TransferSample();
  private final List<String> sent = new ArrayList<>();
  private Future<Void> written = Future.succeededFuture();
  private final List<Runnable> timers = new ArrayList<>();

  private Handovers handovers(Duration length) {
    FrameReader reader = new FrameReader(frame -> sent.add(frame.type() + " " + frame.stream()));
    return new Handovers(
        sample.kept,
        length,
        (delay, work) -> {
          assertThat(delay).isEqualTo(length);
          timers.add(work);
        },
        frame -> {
          reader.handle(frame);
          return written;
        });
  }

  @Test
  void promptIsKeptUntilTheAnswerHasLeft() {
    Promise<Void> leaves = Promise.promise();
    written = leaves.future();
    sample.keep(7);
    handovers(Duration.ZERO).fetch(3, 7);
    assertThat(sent).containsExactly("FETCHED 3");
    assertThat(sample.kept.count()).isEqualTo(1);
    leaves.complete();
    assertThat(sample.freed).containsExactly("prompt 7");
  }

  @Test
  void promptIsKeptUntilItsTransferHasTakenItsTime() {
    sample.keep(7);
    handovers(LENGTH).fetch(3, 7);
    assertThat(sent).isEmpty();
    assertThat(sample.freed).isEmpty();
    timers.get(0).run();
    assertThat(sent).containsExactly("FETCHED 3");
    assertThat(sample.freed).containsExactly("prompt 7");
  }

  @Test
  void transferThatTakesNoTimeIsOverAtOnce() {
    sample.keep(7);
    handovers(Duration.ZERO).fetch(3, 7);
    assertThat(sent).containsExactly("FETCHED 3");
    assertThat(timers).isEmpty();
  }

  @Test
  void whatIsNotKeptIsLost() {
    handovers(LENGTH).fetch(3, 7);
    assertThat(sent).containsExactly("LOST 3");
    assertThat(timers).isEmpty();
  }

  @Test
  void promptThatWasGivenUpOnItsWayIsLost() {
    sample.keep(7);
    handovers(LENGTH).fetch(3, 7);
    sample.kept.drop(7, End.CANCELLED);
    timers.get(0).run();
    assertThat(sent).containsExactly("LOST 3");
    assertThat(sample.freed).containsExactly("prompt 7");
  }

  @Test
  void promptIsFreeAtOnceWhenTheDecodeWorkerGoesAway() {
    sample.keep(7);
    sample.keep(8);
    Handovers handovers = handovers(LENGTH);
    handovers.fetch(3, 7);
    handovers.closed();
    assertThat(sample.freed).containsExactly("prompt 7");
    assertThat(sample.kept.count()).isEqualTo(1);
    timers.get(0).run();
    assertThat(sent).isEmpty();
  }
}
