package io.faultstream.cluster.worker.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.cluster.plane.FrameReader;
import io.faultstream.cluster.plane.FrameType;
import io.faultstream.cluster.plane.Frames;
import io.faultstream.cluster.plane.PromptPlace;
import io.faultstream.cluster.process.Loop;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over a real connection, with a prefill worker that answers as it is told. */
final class FetchTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(200);

  private final Loop loop = Loop.start();

  /** A client that nobody holds any more is closed, and its connections with it. */
  private final NetClient client = loop.vertx().createNetClient();

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  private final class Told implements Fetch.Listener {
    @Override
    public void arrived() {
      heard.add("arrived");
    }

    @Override
    public void lost() {
      heard.add("lost");
    }

    @Override
    public void unreachable(String why) {
      heard.add("unreachable: " + why);
    }
  }

  @AfterEach
  void stop() throws Exception {
    loop.vertx().close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private NetServer listen(Consumer<NetSocket> asked) throws Exception {
    return loop.vertx()
        .createNetServer()
        .connectHandler(
            socket -> {
              socket.closeHandler(unused -> heard.add("closed"));
              socket.handler(
                  new FrameReader(
                      frame -> {
                        heard.add(frame.type() + " " + frame.promptId());
                        asked.accept(socket);
                      }));
            })
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private Fetch fetch(int port, Duration timeout) throws Exception {
    CompletableFuture<Fetch> started = new CompletableFuture<>();
    loop.run(
        () ->
            started.complete(
                Fetch.start(
                    new PromptPlace("127.0.0.1", port, 42),
                    new Told(),
                    client,
                    new Fetch.Waits(loop.vertx(), timeout))));
    return started.get(10, TimeUnit.SECONDS);
  }

  private void fetchInVain(int port) {
    loop.run(
        () ->
            Fetch.start(
                    new PromptPlace("127.0.0.1", port, 42),
                    new Told(),
                    client,
                    new Fetch.Waits(loop.vertx(), LONG))
                .cancel());
  }

  @Test
  void workerHearsOfAPromptThatIsNotWantedBeforeItCouldBeAskedFor() throws Exception {
    fetchInVain(listen(socket -> answer(socket, FrameType.LOST)).actualPort());
    assertThat(next()).isEqualTo("FETCH 42");
    assertThat(next()).isEqualTo("closed");
    assertThat(heard).isEmpty();
  }

  private @Nullable String next() throws InterruptedException {
    return heard.poll(10, TimeUnit.SECONDS);
  }

  private static void answer(NetSocket socket, FrameType type) {
    Buffer frame = Buffer.buffer();
    Frames.bare(frame, type, 0);
    socket.write(frame);
  }

  @Test
  void promptArrivesAndTheConnectionEnds() throws Exception {
    fetch(listen(socket -> answer(socket, FrameType.FETCHED)).actualPort(), LONG);
    assertThat(next()).isEqualTo("FETCH 42");
    assertThat(next()).isEqualTo("arrived");
    assertThat(next()).isEqualTo("closed");
  }

  @Test
  void promptThatIsNotThereIsLost() throws Exception {
    fetch(listen(socket -> answer(socket, FrameType.LOST)).actualPort(), LONG);
    assertThat(next()).isEqualTo("FETCH 42");
    assertThat(next()).isEqualTo("lost");
    assertThat(next()).isEqualTo("closed");
  }

  @Test
  void workerThatRefusesIsUnreachable() throws Exception {
    NetServer gone = listen(socket -> {});
    int port = gone.actualPort();
    gone.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    fetch(port, LONG);
    assertThat(next()).startsWith("unreachable: ");
  }

  @Test
  void workerThatGoesAwayIsUnreachable() throws Exception {
    fetch(listen(NetSocket::close).actualPort(), LONG);
    assertThat(next()).isEqualTo("FETCH 42");
    assertThat(new String[] {next(), next()})
        .containsExactlyInAnyOrder("closed", "unreachable: the connection ended");
  }

  @Test
  void workerThatIsSilentIsUnreachableAndTheConnectionEnds() throws Exception {
    fetch(listen(socket -> {}).actualPort(), SHORT);
    assertThat(next()).isEqualTo("FETCH 42");
    assertThat(next()).isEqualTo("unreachable: silent for 200 ms");
    assertThat(next()).isEqualTo("closed");
  }

  @Test
  void cancelledFetchEndsItsConnectionAndSaysNothing() throws Exception {
    Fetch fetch = fetch(listen(socket -> {}).actualPort(), LONG);
    assertThat(next()).isEqualTo("FETCH 42");
    loop.run(fetch::cancel);
    assertThat(next()).isEqualTo("closed");
    assertThat(heard).isEmpty();
  }
}
