package io.faultstream.cluster.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.cluster.defect.WorkerDefect;
import io.faultstream.cluster.discovery.EngineLimits;
import io.faultstream.cluster.discovery.Role;
import io.faultstream.cluster.engine.Engine;
import io.faultstream.cluster.engine.EngineOptions;
import io.faultstream.cluster.log.Level;
import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.plane.Frame;
import io.faultstream.cluster.plane.FrameReader;
import io.faultstream.cluster.plane.FrameType;
import io.faultstream.cluster.plane.Frames;
import io.faultstream.cluster.plane.PromptPlace;
import io.faultstream.cluster.plane.WorkRequest;
import io.faultstream.cluster.process.Loop;
import io.faultstream.cluster.text.TokenIds;
import io.faultstream.cluster.time.Ticker;
import io.faultstream.cluster.worker.transfer.TransferOptions;
import io.faultstream.cluster.worker.transfer.Transfers;
import io.faultstream.time.Poll;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A prefill worker's request plane, asked over real connections. */
final class PrefillWorkerTest {
  private static final Duration WITHIN = Duration.ofSeconds(20);
  private static final Duration EVERY = Duration.ofMillis(2);
  private static final int STREAM = 5;

  private final Loop loop = Loop.start();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<PromptPlace> places = new LinkedBlockingQueue<>();
  private final WorkerMetrics metrics = new WorkerMetrics("1", "prefill", "tiny");
  private final PlaneServer plane = new PlaneServer(loop.vertx(), loop.context());
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

  /** A client that nobody holds any more is closed, and its connections with it. */
  private final NetClient client = loop.vertx().createNetClient();

  private volatile boolean inLongStep;

  /** Notes when the engine waits for the end of a step that takes minutes. */
  private final class Noting implements Ticker {
    private final Ticker real;

    Noting(Ticker real) {
      this.real = real;
    }

    @Override
    public long nanos() {
      return real.nanos();
    }

    @Override
    public long wallMillis() {
      return real.wallMillis();
    }

    @Override
    public void parkUntil(long deadlineNanos) {
      inLongStep |= deadlineNanos - nanos() > Duration.ofMinutes(1).toNanos();
      real.parkUntil(deadlineNanos);
    }
  }

  @AfterEach
  void stop() throws Exception {
    result(loop.vertx().close());
  }

  private static <T> T result(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  /** A worker whose prompts take 18 ms divided by this. */
  private WorkerContext worker(double speedup, Duration transfer) {
    Ticker ticker = new Noting(Ticker.system());
    PrintStream out = new PrintStream(lines, true, StandardCharsets.UTF_8);
    Log log = new Log("test", Level.INFO, ticker, out);
    EngineLimits limits = new EngineLimits(100, 4, 8, 8192, 1000);
    Engine engine =
        new Engine(new EngineOptions(limits, speedup, 1), WorkerDefect.NONE, ticker, plane::flush);
    engine.start();
    return new WorkerContext(
        engine,
        metrics,
        new Admission(new Admission.Limits(8, 8), metrics.inflight, loop::run),
        WorkerDefect.NONE,
        Role.PREFILL,
        new Transfers(new TransferOptions(transfer, WITHIN, WITHIN), loop.vertx(), ticker, log),
        new WorkerContext.Parts(log, ticker));
  }

  private NetSocket connected(int port) throws Exception {
    NetSocket socket = result(client.connect(port, "127.0.0.1"));
    socket.handler(new FrameReader(this::note));
    return socket;
  }

  private void note(Frame frame) {
    if (frame.type() == FrameType.PREFILLED) {
      places.add(frame.place());
    } else {
      heard.add(frame.type() + " " + frame.stream());
    }
  }

  private static void ask(NetSocket socket) {
    TokenIds prompt = new TokenIds(10);
    for (int i = 0; i < 10; i++) {
      prompt.add(i);
    }
    Buffer frame = Buffer.buffer();
    Frames.request(frame, STREAM, new WorkRequest(new UUID(0, 1), "", prompt, 1));
    socket.write(frame);
  }

  private static void cancel(NetSocket socket) {
    Buffer frame = Buffer.buffer();
    Frames.bare(frame, FrameType.CANCEL, STREAM);
    socket.write(frame);
  }

  private void awaitHeard(String what) throws InterruptedException {
    assertThat(heard.poll(WITHIN.toSeconds(), TimeUnit.SECONDS)).isEqualTo(what);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    assertThat(
            Poll.until(
                WITHIN, EVERY, () -> Optional.of(true).filter(any -> condition.getAsBoolean())))
        .isPresent();
  }

  private PromptPlace prefilled(NetSocket socket) throws InterruptedException {
    ask(socket);
    awaitHeard("ACCEPTED 5");
    awaitHeard("TOKENS 5");
    PromptPlace place = places.poll(WITHIN.toSeconds(), TimeUnit.SECONDS);
    assertThat(place).isNotNull();
    return place == null ? new PromptPlace("", 0, 0) : place;
  }

  private static void fetch(NetSocket socket, PromptPlace place) {
    Buffer frame = Buffer.buffer();
    Frames.fetch(frame, 0, place.id());
    socket.write(frame);
  }

  private static double used(WorkerContext worker) {
    return worker.engine().state().usedShare();
  }

  @Test
  void cancelStopsARunningPrefillForGood() throws Exception {
    WorkerContext worker = worker(0.0001, Duration.ZERO);
    NetSocket frontend = connected(result(plane.listen(worker)));
    ask(frontend);
    awaitHeard("ACCEPTED 5");
    await(() -> inLongStep);
    cancel(frontend);
    await(() -> metrics.aborted.get() == 1);
    await(() -> worker.engine().state().running() == 0 && used(worker) == 0);
    await(() -> worker.admission().inflight() == 0);
    assertThat(metrics.completed.get()).isZero();
    assertThat(metrics.cancellations.get()).isEqualTo(1);
    assertThat(worker.transfers().kept().count()).isZero();
    assertThat(places).isEmpty();
    assertThat(heard).isEmpty();
  }

  @Test
  void promptIsKeptAtItsPlaceUntilItIsFetched() throws Exception {
    WorkerContext worker = worker(1, Duration.ofMillis(1));
    int port = result(plane.listen(worker));
    NetSocket frontend = connected(port);
    PromptPlace place = prefilled(frontend);
    assertThat(place.host()).isEqualTo("127.0.0.1");
    assertThat(place.port()).isEqualTo(port);
    assertThat(used(worker)).isEqualTo(0.03);
    assertThat(worker.engine().state().running()).isZero();
    frontend.close();
    NetSocket decode = connected(place.port());
    fetch(decode, place);
    awaitHeard("FETCHED 0");
    await(() -> used(worker) == 0);
    fetch(decode, place);
    awaitHeard("LOST 0");
  }

  @Test
  void cancelAfterThePrefillFreesTheKeptPrompt() throws Exception {
    WorkerContext worker = worker(1, Duration.ZERO);
    NetSocket frontend = connected(result(plane.listen(worker)));
    PromptPlace place = prefilled(frontend);
    cancel(frontend);
    await(() -> used(worker) == 0);
    assertThat(metrics.cancellations.get()).isZero();
    fetch(frontend, place);
    awaitHeard("LOST 0");
  }

  @Test
  void twoFrontendsWithTheSameNumbersHavePromptsOfTheirOwn() throws Exception {
    WorkerContext worker = worker(1, Duration.ZERO);
    int port = result(plane.listen(worker));
    NetSocket first = connected(port);
    PromptPlace kept = prefilled(first);
    NetSocket second = connected(port);
    PromptPlace cancelled = prefilled(second);
    assertThat(kept.id()).isNotEqualTo(cancelled.id());
    cancel(second);
    await(() -> worker.transfers().kept().count() == 1);
    fetch(first, kept);
    awaitHeard("FETCHED 0");
  }
}
