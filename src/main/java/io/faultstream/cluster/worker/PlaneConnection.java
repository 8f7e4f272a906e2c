package io.faultstream.cluster.worker;

import io.faultstream.cluster.discovery.Role;
import io.faultstream.cluster.engine.Sequence;
import io.faultstream.cluster.plane.Frame;
import io.faultstream.cluster.plane.FrameReader;
import io.faultstream.cluster.plane.FrameType;
import io.faultstream.cluster.plane.Frames;
import io.faultstream.cluster.plane.MalformedFrameException;
import io.faultstream.cluster.plane.WorkRequest;
import io.faultstream.cluster.text.Vocabulary;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;

/**
 * A frontend's connection with all its requests. Frames arrive on the event loop; what the engine
 * gives in one step is collected on the engine's thread and leaves in one write. A request that has
 * to wait is known here only, not to the engine. When the connection ends, so does all its work.
 */
final class PlaneConnection {

  private final NetSocket socket;
  private final Context loop;
  private final WorkerContext worker;
  private final Map<Integer, Work> active = new ConcurrentHashMap<>();
  private final Map<Integer, Runnable> waiting = new HashMap<>();
  private Buffer pending = Buffer.buffer();
  private int pendingEnds;
  private volatile boolean closed;

  private record Work(Sequence sequence, RequestOutput output) {}

  PlaneConnection(NetSocket socket, Context loop, WorkerContext worker) {
    this.socket = socket;
    this.loop = loop;
    this.worker = worker;
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
    } else {
      throw new MalformedFrameException("a frontend sent " + frame.type());
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
    boolean prefilled = worker.role() == Role.DECODE;
    Sequence sequence = new Sequence(request.tokens(), request.maxTokens(), prefilled, output);
    active.put(stream, new Work(sequence, output));
    answer(FrameType.ACCEPTED, stream);
    worker.engine().submit(sequence);
  }

  private void answer(FrameType type, int stream) {
    Buffer frame = Buffer.buffer();
    Frames.bare(frame, type, stream);
    worker.metrics().responseBytes.inc(frame.length());
    socket.write(frame);
  }

  private void cancel(int stream) {
    if (withdraw(stream)) {
      return;
    }
    Work work = active.get(stream);
    if (work != null) {
      work.output().cancellationReceived();
      worker.engine().cancel(work.sequence());
    }
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

  /** The frontend is gone: on the event loop. */
  void closed() {
    closed = true;
    Set.copyOf(waiting.keySet()).forEach(this::cancel);
    active.keySet().forEach(this::cancel);
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
