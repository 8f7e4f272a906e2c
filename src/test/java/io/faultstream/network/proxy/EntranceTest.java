package io.faultstream.network.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.network.Address;
import io.faultstream.time.Poll;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens at an entrance when something fails. */
@Timeout(30)
final class EntranceTest {
  private Loop loop;
  private ServerSocketChannel socket;

  @BeforeEach
  void bind() throws IOException {
    loop = new Loop("entrance-test");
    socket = ServerSocketChannel.open();
    socket.configureBlocking(false);
    socket.bind(Entrance.loopback(0));
  }

  @AfterEach
  void close() throws IOException {
    loop.close();
    socket.close();
  }

  /** Fails as no guide should. */
  private static final class Lost implements Entrance.Guide {
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public Optional<Link> link(int diallerPort) {
      asked.incrementAndGet();
      throw new IllegalStateException("nobody knows " + diallerPort);
    }

    @Override
    public void begin(Link link, SocketChannel dialler) {
      throw new IllegalStateException("nothing to begin");
    }
  }

  @Test
  void whatCannotBeAcceptedIsNotTriedAgainAtOnce() throws Exception {
    SelectionKey key = socket.register(loop.selector(), SelectionKey.OP_ACCEPT);
    ServerSocketChannel failing = ServerSocketChannel.open();
    failing.close();
    Entrance entrance = new Entrance(loop, failing, new Lost());
    entrance.ready(key);
    assertThat(key.interestOps()).isZero();

    loop.start();
    assertThat(
            Poll.until(
                Duration.ofSeconds(10),
                Duration.ofMillis(5),
                () -> Optional.of(true).filter(any -> key.interestOps() == SelectionKey.OP_ACCEPT)))
        .as("it is tried again later")
        .isPresent();
  }

  @Test
  void anUnexpectedFailureEndsOneConnectionAndTheEntranceStaysOpen() throws Exception {
    Lost guide = new Lost();
    socket.register(loop.selector(), SelectionKey.OP_ACCEPT, new Entrance(loop, socket, guide));
    loop.start();
    Address address = Address.loopback(((InetSocketAddress) socket.getLocalAddress()).getPort());
    for (int i = 1; i <= 3; i++) {
      try (Line line = new Line(address)) {
        assertThat(line.ends()).isTrue();
      }
      assertThat(guide.asked.get()).isEqualTo(i);
    }
  }
}
