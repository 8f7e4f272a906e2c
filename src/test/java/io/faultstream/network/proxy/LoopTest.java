package io.faultstream.network.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.time.Poll;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One whose work fails ends nobody else's. */
@Timeout(30)
final class LoopTest {
  private final List<String> gaveUp = new CopyOnWriteArrayList<>();

  private final class Failing implements Loop.Ready {
    private final String name;
    private final Pipe.SourceChannel source;

    Failing(String name, Pipe.SourceChannel source) {
      this.name = name;
      this.source = source;
    }

    @Override
    public void ready(SelectionKey key) {
      fail();
    }

    void fail() {
      throw new IllegalStateException("as it never should");
    }

    @Override
    public void failed() {
      gaveUp.add(name);
      Sockets.close(source);
    }

    @Override
    public String toString() {
      return "the test's " + name;
    }
  }

  @Test
  void whatFailsGivesUpAndTheLoopGoesOn() throws Exception {
    try (Loop loop = new Loop("loop-test")) {
      Pipe pipe = Pipe.open();
      loop.start();
      Failing socket = new Failing("socket", pipe.source());
      Failing timer = new Failing("timer", pipe.source());
      pipe.source().configureBlocking(false);
      assertThat(loop.call(() -> pipe.source().register(loop.selector(), 1, socket).isValid()))
          .isTrue();
      try (Pipe.SinkChannel sink = pipe.sink()) {
        sink.write(ByteBuffer.allocate(1));
        awaitGaveUp(1);
      }
      assertThat(loop.call(() -> later(loop, timer))).isTrue();
      awaitGaveUp(2);
      assertThat(gaveUp).containsExactly("socket", "timer");
      assertThat(loop.call(() -> 7)).isEqualTo(7);
    }
  }

  private static boolean later(Loop loop, Failing timer) {
    loop.at(loop.now(), timer, timer::fail);
    return true;
  }

  private void awaitGaveUp(int count) throws InterruptedException {
    assertThat(
            Poll.until(
                Duration.ofSeconds(10),
                Duration.ofMillis(5),
                () -> Optional.of(true).filter(any -> gaveUp.size() == count)))
        .isPresent();
  }
}
