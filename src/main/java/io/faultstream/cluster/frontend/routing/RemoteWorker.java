package io.faultstream.cluster.frontend.routing;

import io.faultstream.cluster.discovery.Instance;
import io.faultstream.cluster.frontend.routing.Failure.Kind;
import io.faultstream.cluster.plane.Frame;
import io.faultstream.cluster.plane.FrameReader;
import io.faultstream.cluster.plane.FrameType;
import io.faultstream.cluster.plane.Frames;
import io.faultstream.cluster.plane.MalformedFrameException;
import io.faultstream.cluster.plane.PromptPlace;
import io.faultstream.cluster.plane.WorkRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A worker as the frontend sees it: one connection for all streams, opened by the first request
 * that needs it, and what these streams occupy there. When the connection ends, each stream fails:
 * those that the worker had taken as disconnected, the others as not connected. For the event loop.
 */
final class RemoteWorker {

  /** For so long a worker that rejected is not asked, as seen on the real one. */
  private static final long OVERLOADED_NANOS = Duration.ofSeconds(1).toNanos();

  private final Instance instance;
  private final PoolContext context;
  private final Map<Integer, RemoteStream> streams = new HashMap<>();
  private @Nullable NetSocket socket;
  private boolean connecting;
  private boolean registered = true;
  private int nextNumber;
  private long activeBlocks;
  private long prefillTokens;
  private long overloadedAt;
  private boolean overloaded;
  private boolean inhibited;

  RemoteWorker(Instance instance, PoolContext context) {
    this.instance = instance;
    this.context = context;
  }

  Instance instance() {
    return instance;
  }

  long id() {
    return instance.id();
  }

  int streams() {
    return streams.size();
  }

  long activeBlocks() {
    return activeBlocks;
  }

  long prefillTokens() {
    return prefillTokens;
  }

  boolean registered() {
    return registered;
  }

  /** Discovery has it or has it no more; running streams go on either way. */
  void registered(boolean now) {
    registered = now;
    closeIfDone();
  }

  private void closeIfDone() {
    if (!registered && streams.isEmpty()) {
      if (socket != null) {
        socket.close();
      }
      context.owner().gone(this);
    }
  }

  boolean routable() {
    return registered && !inhibited;
  }

  /** Whether it rejected a request a moment ago. */
  boolean overloaded(long nowNanos) {
    overloaded = overloaded && nowNanos - overloadedAt < OVERLOADED_NANOS;
    return overloaded;
  }

  private void inhibit() {
    if (!inhibited && !context.options().inhibited().isZero()) {
      context.log().debug("inhibiting instance %d", id());
      inhibited = true;
    }
  }

  /** It may be asked again. */
  void release() {
    inhibited = false;
  }

  /** Asks it to do the request, or only tells it of one that is cancelled already. */
  RemoteStream open(WorkRequest request, boolean wanted, StreamListener listener) {
    RemoteStream stream = new RemoteStream(nextNumber++, request, listener, this);
    if (!wanted) {
      stream.unwanted();
    }
    streams.put(stream.number, stream);
    activeBlocks += stream.blocks();
    prefillTokens += request.tokens().size();
    long timeout = context.options().requestTimeout().toMillis();
    stream.timer(context.vertx().setTimer(Math.max(1, timeout), unused -> timedOut(stream)));
    if (socket != null) {
      send(socket, stream);
    } else if (!connecting) {
      connect();
    }
    return stream;
  }

  private static void send(NetSocket to, RemoteStream stream) {
    Buffer frame = Buffer.buffer();
    Frames.request(frame, stream.number, stream.request);
    if (stream.isUnwanted()) {
      Frames.bare(frame, FrameType.CANCEL, stream.number);
    }
    to.write(frame);
  }

  private void connect() {
    connecting = true;
    context
        .client()
        .connect(instance.port(), instance.host())
        .onComplete(
            opened -> {
              connecting = false;
              if (opened.succeeded()) {
                connected(opened.result());
              } else {
                failAll("TCP connection to " + instance.address() + " failed");
              }
            });
  }

  private void connected(NetSocket opened) {
    socket = opened;
    opened.handler(new FrameReader(this::onFrame));
    opened.exceptionHandler(this::onException);
    opened.closeHandler(unused -> closed(opened));
    streams.values().forEach(stream -> send(opened, stream));
    closeIfDone();
  }

  private void onException(Throwable failure) {
    if (failure instanceof MalformedFrameException && socket != null) {
      context.log().error("request plane: %s", failure);
      socket.close();
    } else {
      context.log().debug("request plane: connection to %s: %s", instance.address(), failure);
    }
  }

  private void closed(NetSocket which) {
    if (socket == which) {
      socket = null;
      failAll("Stream ended before generation completed");
    }
  }

  private void failAll(String message) {
    for (RemoteStream stream : List.copyOf(streams.values())) {
      fail(stream, stream.accepted() ? Kind.DISCONNECTED : Kind.CANNOT_CONNECT, message);
    }
  }

  private void onFrame(Frame frame) {
    RemoteStream stream = streams.get(frame.stream());
    if (stream == null) {
      return; // Cancelled here before the worker knew.
    }
    switch (frame.type()) {
      case ACCEPTED -> {
        context.vertx().cancelTimer(stream.timer());
        stream.accept(context.ticker().nanos());
        arrived(stream);
        stream.listener.accepted();
      }
      case QUEUED -> {
        context.vertx().cancelTimer(stream.timer());
        if (arrived(stream)) {
          stream.listener.accepted();
        }
      }
      case TOKENS -> tokens(stream, frame);
      case FINISHED -> {
        int promptTokens = frame.promptTokens();
        remove(stream);
        stream.listener.finished(promptTokens);
      }
      case REJECTED -> {
        overloaded = true;
        overloadedAt = context.ticker().nanos();
        fail(stream, Kind.AT_CAPACITY, "Server overloaded: worker at capacity");
      }
      case PREFILLED -> {
        PromptPlace place = frame.place();
        remove(stream);
        stream.listener.prefilled(place);
      }
      case LOST -> fail(stream, Kind.PROMPT_LOST, "KV transfer failed: the prompt is gone");
      case UNREACHABLE ->
          fail(stream, Kind.PREFILL_UNREACHABLE, "KV transfer failed: no prefill worker");
      case SHUTDOWN -> fail(stream, Kind.SHUTDOWN, "engine shutting down");
      case FAILED -> fail(stream, Kind.ENGINE, frame.message());
      case REQUEST, CANCEL, FETCH, FETCHED ->
          throw new MalformedFrameException("a worker sent " + frame.type());
    }
  }

  /** The worker has it; of one that nobody wants, no more is to be heard. */
  private boolean arrived(RemoteStream stream) {
    if (stream.isUnwanted()) {
      remove(stream);
    }
    return stream.isUnwanted();
  }

  private void tokens(RemoteStream stream, Frame frame) {
    for (int i = 0; i < frame.tokenCount(); i++) {
      if (stream.firstTokenOutstanding()) {
        prefillTokens -= stream.request.tokens().size();
      }
      activeBlocks += stream.count(context.ticker().nanos());
      stream.listener.token(frame.token(i));
    }
  }

  private void timedOut(RemoteStream stream) {
    if (streams.get(stream.number) == stream && !stream.accepted()) {
      String message = "TCP request timeout to " + instance.address();
      context.log().warn("%s", message);
      sendCancel(stream);
      fail(stream, Kind.REQUEST_TIMEOUT, message);
    }
  }

  /** Fails each accepted stream that was silent since before. */
  void failSilentSince(long limitNanos, long timeoutMillis) {
    List<RemoteStream> silent = new ArrayList<>();
    for (RemoteStream stream : streams.values()) {
      if (stream.accepted() && stream.lastNanos() - limitNanos < 0) {
        silent.add(stream);
      }
    }
    for (RemoteStream stream : silent) {
      context
          .log()
          .warn(
              "backend response inactivity timeout — quarantining worker instance_id=%d"
                  + " timeout_secs=%s %s",
              id(), timeoutMillis / 1000.0, stream.request.logId());
      sendCancel(stream);
      fail(stream, Kind.RESPONSE_TIMEOUT, "backend response inactivity timeout");
    }
  }

  void cancel(RemoteStream stream) {
    if (streams.get(stream.number) == stream) {
      context.log().debug("issued control message control_msg=Kill %s", stream.request.logId());
      sendCancel(stream);
      remove(stream);
    }
  }

  /** A prompt that it keeps for this stream, which is over, is not wanted any more. */
  void forget(RemoteStream stream) {
    sendCancel(stream);
  }

  /** Another worker says that it cannot be reached. */
  void unreachable() {
    inhibit();
  }

  private void sendCancel(RemoteStream stream) {
    if (socket != null) {
      Buffer frame = Buffer.buffer();
      Frames.bare(frame, FrameType.CANCEL, stream.number);
      socket.write(frame);
    }
  }

  private void fail(RemoteStream stream, Kind kind, String message) {
    remove(stream);
    if (kind.inhibiting()) {
      context
          .log()
          .debug(
              "Reporting instance %d down due to migratable error: Unavailable: %s", id(), message);
      inhibit();
    }
    stream.listener.failed(new Failure(kind, message, id()));
  }

  private void remove(RemoteStream stream) {
    if (streams.remove(stream.number) == null) {
      return;
    }
    context.vertx().cancelTimer(stream.timer());
    activeBlocks -= stream.blocks();
    if (stream.firstTokenOutstanding()) {
      prefillTokens -= stream.request.tokens().size();
    }
    closeIfDone();
  }
}
