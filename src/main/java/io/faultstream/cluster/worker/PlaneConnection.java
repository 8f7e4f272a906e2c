package io.faultstream.cluster.worker;

import io.faultstream.cluster.engine.Sequence;
import io.faultstream.cluster.plane.Frame;
import io.faultstream.cluster.plane.FrameReader;
import io.faultstream.cluster.plane.FrameType;
import io.faultstream.cluster.plane.Frames;
import io.faultstream.cluster.plane.MalformedFrameException;
import io.faultstream.cluster.plane.PromptPlace;
import io.faultstream.cluster.plane.WorkRequest;
import io.faultstream.cluster.text.Vocabulary;
import io.faultstream.cluster.worker.transfer.Fetch;
import io.faultstream.cluster.worker.transfer.Handovers;
import io.faultstream.cluster.worker.transfer.KeptPrompts;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;

/**
 * A frontend's connection with all its requests, or a decode worker's that fetches prompts. Frames
 * arrive on the event loop; what the engine gives in one step is collected on the engine's thread
 * and leaves in one write. A request that has to wait is known here only, not to the engine. When
 * the connection ends, so does all its work; computed prompts are kept on, for it is another worker
 * that comes for them.
 */
final class PlaneConnection {

  private final int number;
  private final NetSocket socket;
  private final Context loop;
  private final WorkerContext worker;
  private final Map<Integer, Work> active = new ConcurrentHashMap<>();
  private final Map<Integer, Runnable> waiting = new HashMap<>();
  private final Map<Integer, Fetch> fetches = new HashMap<>();
  private final Handovers handovers;
  private final String host;
  private final int port;
  private Buffer pending = Buffer.buffer();
  private int pendingEnds;
  private volatile boolean closed;

  private record Work(Sequence sequence, RequestOutput output) {}

  /** The connection of this number; no other of the worker has it. */
  PlaneConnection(int number, NetSocket socket, Context loop, WorkerContext worker) {
    this.number = number;
    this.socket = socket;
    this.loop = loop;
    this.worker = worker;
    this.handovers = worker.transfers().handovers(this::send);
    this.host = socket.localAddress().hostAddress();
    this.port = socket.localAddress().port();
    socket.handler(new FrameReader(this::onFrame));
    socket.exceptionHandler(this::onFailure);
  }

  private void onFailure(Throwable failure) {
    if (failure instanceof MalformedFrameException) {
      worker.log().error("request plane: %s", failure);
      socket.close();
    } else {
      worker.log().debug("request plane: connection failed: %s", failure);
    }
  }

  private void onFrame(Frame frame) {
    if (frame.type() == FrameType.REQUEST) {
      worker.metrics().requestBytes.inc(frame.wireBytes());
      onRequest(frame.stream(), frame.request());
    } else if (frame.type() == FrameType.CANCEL) {
      cancel(frame.stream());
    } else if (frame.type() == FrameType.FETCH) {
      handovers.fetch(frame.stream(), frame.promptId());
    } else {
      throw new MalformedFrameException("a worker was sent " + frame.type());
    }
  }

  private void onRequest(int stream, WorkRequest request) {
    Runnable start = () -> startWaiting(stream, request);
    switch (worker.admission().enter(start)) {
      case RUNS -> begin(stream, request);
      case WAITS -> {
        waiting.put(stream, start);
        answer(FrameType.QUEUED, stream);
      }
      case REFUSED -> refuse(stream, request);
    }
  }

  private void refuse(int stream, WorkRequest request) {
    worker
        .log()
        .warn(
            "Worker at capacity (engine + queue full), rejecting request endpoint=\"generate\" %s",
            request.logId());
    worker.metrics().rejections.inc();
    answer(FrameType.REJECTED, stream);
  }

  private void startWaiting(int stream, WorkRequest request) {
    if (waiting.remove(stream) == null) {
      worker.admission().leave(1); // Cancelled meanwhile.
    } else {
      begin(stream, request);
    }
  }

  private void begin(int stream, WorkRequest request) {
    int carried = Vocabulary.carried(request.tokens());
    worker
        .log()
        .info(
            "request received %s mode=%s prompt=%d carried=%d max_tokens=%d",
            request.logId(), worker.role(), request.tokens().size(), carried, request.maxTokens());
    worker.metrics().requests.inc();
    IntUnaryOperator text = worker.defect().begins(carried);
    RequestOutput output =
        new RequestOutput(new RequestOutput.Asked(request, stream, text), this, worker);
    boolean elsewhere = request.prompt().isPresent();
    Sequence sequence = new Sequence(request.tokens(), request.maxTokens(), elsewhere, output);
    Work work = new Work(sequence, output);
    active.put(stream, work);
    answer(FrameType.ACCEPTED, stream);
    if (elsewhere) {
      fetch(request, stream, work);
    } else {
      worker.engine().submit(sequence);
    }
  }

  private void fetch(WorkRequest request, int stream, Work work) {
    worker.engine().expect(work.sequence());
    PromptPlace place = request.prompt().orElseThrow();
    fetches.put(stream, worker.transfers().fetch(place, new Arrival(request, stream, work)));
  }

  /** What is heard of a prompt on its way. */
  private final class Arrival implements Fetch.Listener {

    private final WorkRequest request;
    private final int stream;
    private final Work work;

    Arrival(WorkRequest request, int stream, Work work) {
      this.request = request;
      this.stream = stream;
      this.work = work;
    }

    private String place() {
      return request.prompt().map(PromptPlace::toString).orElse("");
    }

    @Override
    public void arrived() {
      fetches.remove(stream);
      worker.log().info("prompt fetched %s from=%s", request.logId(), place());
      worker.engine().arrived(work.sequence());
    }

    @Override
    public void lost() {
      failed(FrameType.LOST, "it is not there any more");
    }

    @Override
    public void unreachable(String why) {
      failed(FrameType.UNREACHABLE, why);
    }

    private void failed(FrameType type, String why) {
      fetches.remove(stream);
      if (!work.output().isCancelled()) {
        worker.log().error("KV transfer failed %s from=%s error=%s", request.logId(), place(), why);
      }
      work.output().endsAs(type);
      worker.engine().lost(work.sequence());
    }
  }

  private void answer(FrameType type, int stream) {
    Buffer frame = Buffer.buffer();
    Frames.bare(frame, type, stream);
    send(frame);
  }

  private Future<Void> send(Buffer frame) {
    worker.metrics().responseBytes.inc(frame.length());
    return socket.write(frame);
  }

  private void cancel(int stream) {
    if (withdraw(stream)) {
      return;
    }
    cancelActive(stream);
    worker.transfers().kept().drop(promptId(stream), KeptPrompts.End.CANCELLED);
  }

  private void cancelActive(int stream) {
    Work work = active.get(stream);
    if (work != null) {
      work.output().cancellationReceived();
      worker.engine().abandon(work.sequence());
    }
  }

  private long promptId(int stream) {
    return ((long) number << 32) | stream;
  }

  /** Keeps the prompt that was computed for this request: on the engine's thread. */
  PromptPlace keep(int stream, String logId) {
    Work work = Objects.requireNonNull(active.get(stream));
    KeptPrompts kept = worker.transfers().kept();
    long id = promptId(stream);
    kept.keep(id, new KeptPrompts.Prompt(logId, () -> worker.engine().free(work.sequence())));
    if (work.output().isCancelled()) {
      kept.drop(id, KeptPrompts.End.CANCELLED); // Just before it was there to be dropped.
    }
    return new PromptPlace(host, port, id);
  }

  /** The prompt on its way for this request is not wanted any more: on the engine's thread. */
  void stopFetch(int stream) {
    loop.runOnContext(
        unused -> {
          Fetch fetch = fetches.remove(stream);
          if (fetch != null) {
            fetch.cancel();
          }
        });
  }

  private boolean withdraw(int stream) {
    Runnable start = waiting.remove(stream);
    if (start != null) {
      worker.admission().withdraw(start);
    }
    return start != null;
  }

  /** The worker goes away before its work is done, and says so: on the event loop. */
  void cut() {
    for (int stream : Set.copyOf(waiting.keySet())) {
      withdraw(stream);
      answer(FrameType.SHUTDOWN, stream);
    }
    for (Work work : active.values()) {
      work.output().shuttingDown();
      worker.engine().cancel(work.sequence());
    }
  }

  /** The other side is gone: on the event loop. */
  void closed() {
    closed = true;
    handovers.closed();
    Set.copyOf(waiting.keySet()).forEach(this::cancel);
    active.keySet().forEach(this::cancelActive);
  }

  /** Whether it is closed and the engine has let go of all its requests. */
  boolean done() {
    return closed && active.isEmpty();
  }

  /** Where frames of the running step are collected: on the engine's thread. */
  Buffer pending() {
    return pending;
  }

  /** A request gave its last frame into {@link #pending}: on the engine's thread. */
  void ended(int stream) {
    active.remove(stream);
    pendingEnds++;
  }

  /** Sends what was collected: on the engine's thread. */
  void flush() {
    int ends = pendingEnds;
    pendingEnds = 0;
    Buffer frames = pending;
    if (frames.length() > 0) {
      pending = Buffer.buffer(frames.length());
      worker.metrics().responseBytes.inc(frames.length());
      loop.runOnContext(
          unused -> socket.write(frames).onComplete(done -> worker.admission().leave(ends)));
    } else if (ends > 0) {
      worker.admission().leave(ends);
    }
  }
}
