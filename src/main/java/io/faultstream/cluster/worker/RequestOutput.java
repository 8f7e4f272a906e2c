package io.faultstream.cluster.worker;

import io.faultstream.cluster.discovery.Role;
import io.faultstream.cluster.engine.Output;
import io.faultstream.cluster.plane.FrameType;
import io.faultstream.cluster.plane.Frames;
import io.faultstream.cluster.plane.PromptPlace;
import io.faultstream.cluster.plane.WorkRequest;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/**
 * One request on this worker: turns the engine's tokens into frames of its connection. The line
 * "request finished" is written before the last frame can leave, so that a frontend has the end of
 * an answer only if the log has it too.
 */
final class RequestOutput implements Output {

  private final WorkRequest request;
  private final int stream;
  private final IntUnaryOperator text;
  private final PlaneConnection connection;
  private final WorkerContext context;
  private final long startNanos;
  private final AtomicInteger sent = new AtomicInteger();
  private long lastNanos;
  private boolean abandoned;
  private volatile boolean shuttingDown;
  private volatile boolean cancelled;
  private volatile FrameType lostAs = FrameType.LOST;

  /**
   * What was asked for.
   *
   * @param stream its number on the connection
   * @param text which token is sent in the place of each
   */
  record Asked(WorkRequest request, int stream, IntUnaryOperator text) {}

  RequestOutput(Asked asked, PlaneConnection connection, WorkerContext context) {
    this.request = asked.request();
    this.stream = asked.stream();
    this.text = asked.text();
    this.connection = connection;
    this.context = context;
    this.startNanos = context.ticker().nanos();
  }

  @Override
  public void token(int id) {
    long now = context.ticker().nanos();
    if (sent.incrementAndGet() == 1) {
      context.metrics().firstToken(now - startNanos);
    } else {
      context.metrics().nextToken(now - lastNanos);
    }
    lastNanos = now;
    context.metrics().generatedTokens.inc();
    if (!abandoned) {
      Frames.token(connection.pending(), stream, text.applyAsInt(id));
    }
  }

  @Override
  public void finished(int sentTokens, int promptTokens) {
    String reason = context.role().givesTokens() ? "length" : "prefilled";
    context.metrics().completed.inc();
    context.metrics().complete(context.ticker().nanos() - startNanos);
    String late = abandoned ? " late=true" : "";
    context
        .log()
        .info("request finished %s sent=%d reason=%s%s", request.logId(), sentTokens, reason, late);
    if (abandoned) {
      return;
    }
    if (keepsPrompt()) {
      PromptPlace place = connection.keep(stream, request.logId());
      Frames.prefilled(connection.pending(), stream, place);
    } else {
      Frames.finished(connection.pending(), stream, promptTokens);
    }
    end();
  }

  /** A decode worker will come for it. */
  @Override
  public boolean keepsPrompt() {
    return context.role() == Role.PREFILL && !abandoned;
  }

  @Override
  public void promptLost() {
    context.log().info("request aborted %s sent=0 reason=prompt_lost", request.logId());
    context.metrics().error("generate");
    if (!abandoned) {
      Frames.bare(connection.pending(), lostAs, stream);
      end();
    }
  }

  /** How the frontend is told when its prompt does not come: before the engine is. */
  void endsAs(FrameType lost) {
    lostAs = lost;
  }

  @Override
  public void aborted(int sentTokens) {
    context.log().info("request aborted %s sent=%d", request.logId(), sentTokens);
    context.metrics().aborted.inc();
    countCancelled();
    connection.stopFetch(stream);
    if (shuttingDown) {
      Frames.bare(connection.pending(), FrameType.SHUTDOWN, stream);
    }
    end();
  }

  /** To the runtime it is over; the engine does not know. */
  @Override
  public void abandoned() {
    if (!abandoned) {
      abandoned = true;
      countCancelled();
      end();
    }
  }

  private void countCancelled() {
    context.metrics().cancellations.inc();
    context.metrics().error("publish_response");
  }

  @Override
  public void failed(String why) {
    context.log().error("request failed %s error=%s", request.logId(), why);
    context.metrics().error("generate");
    Frames.failed(connection.pending(), stream, why);
    end();
  }

  private void end() {
    context.metrics().ended(context.ticker().nanos() - startNanos);
    connection.ended(stream);
  }

  /** From now on the end is the worker's own doing, and the frontend is told of it. */
  void shuttingDown() {
    shuttingDown = true;
  }

  /** Whether the frontend has said that it does not want it any more. */
  boolean isCancelled() {
    return cancelled;
  }

  /** The frontend does not want it any more; the engine then says how far it came. */
  void cancellationReceived() {
    cancelled = true;
    context
        .log()
        .info(
            "request_span: request cancellation received %s sent=%d"
                + " cancellation.signal=\"kill\" cancellation.source=\"upstream\"",
            request.logId(), sent.get());
  }
}
