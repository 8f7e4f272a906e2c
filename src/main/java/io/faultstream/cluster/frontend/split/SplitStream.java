package io.faultstream.cluster.frontend.split;

import io.faultstream.cluster.frontend.routing.Dispatcher;
import io.faultstream.cluster.frontend.routing.Dispatcher.Route;
import io.faultstream.cluster.frontend.routing.Dispatcher.StreamHandle;
import io.faultstream.cluster.frontend.routing.Failure;
import io.faultstream.cluster.frontend.routing.StreamListener;
import io.faultstream.cluster.plane.WorkRequest;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a request in the split topology: prefill, transfer, decode. Its listener hears of
 * the decode worker only, and so of nothing before the prompt is computed; a prefill that fails is
 * a stream that could not be had. For the event loop.
 */
final class SplitStream implements StreamHandle {

  private final SplitDispatcher split;
  private final Route route;
  private final WorkRequest request;
  private final StreamListener listener;
  private Stage stage = Stage.PREFILL;
  private boolean unwanted;
  private @Nullable StreamHandle prefill;
  private @Nullable StreamHandle decode;
  private @Nullable Runnable onSettled;

  /** Where it is. */
  private enum Stage {
    PREFILL,
    TRANSFER,
    DECODE,
    /** Nothing more is asked of any worker. */
    OVER
  }

  private SplitStream(
      SplitDispatcher split, Route route, WorkRequest request, StreamListener listener) {
    this.split = split;
    this.route = route;
    this.request = request;
    this.listener = listener;
  }

  static SplitStream start(
      SplitDispatcher split, Route route, WorkRequest request, StreamListener listener) {
    SplitStream stream = new SplitStream(split, route, request, listener);
    WorkRequest prompt =
        new WorkRequest(request.requestId(), request.clientRequestId(), request.tokens(), 1);
    stream.prefill = split.workers().open(route.toPrefill(), prompt, stream.new Prefill());
    return stream;
  }

  @Override
  public long workerId() {
    return decode == null ? prefillId() : decode.workerId();
  }

  @Override
  public long prefillId() {
    return prefill == null ? 0 : prefill.workerId();
  }

  @Override
  public void cancel() {
    if (stage == Stage.DECODE && decode != null) {
      decode.cancel();
      stage = Stage.OVER;
    } else if (split.options().cancel() == PrefillCancel.COMPLETE) {
      unwanted = stage != Stage.OVER;
    } else {
      if (prefill != null) {
        prefill.cancel();
      }
      stage = Stage.OVER;
    }
  }

  @Override
  public void whenSettled(Runnable then) {
    if (stage == Stage.OVER || !unwanted) {
      then.run();
    } else {
      onSettled = then;
    }
  }

  private void settled() {
    stage = Stage.OVER;
    if (onSettled != null) {
      onSettled.run();
    }
  }

  private void transferred() {
    if (stage != Stage.TRANSFER) {
      return;
    }
    stage = Stage.DECODE;
    Dispatcher workers = split.workers();
    decode =
        unwanted
            ? workers.open(route.unwanted(), request, new Farewell())
            : workers.open(route, request, listener);
  }

  /** What is heard of the prefill worker; its token is of no use here. */
  private final class Prefill implements StreamListener {

    @Override
    public void accepted() {
      // The client hears of it when a decode worker has it.
    }

    @Override
    public void token(int id) {
      // The decode worker gives it again.
    }

    @Override
    public void finished(int promptTokens) {
      stage = Stage.TRANSFER;
      if (split.options().transfer().isZero()) {
        transferred();
      } else {
        split.later().after(split.options().transfer(), SplitStream.this::transferred);
      }
    }

    @Override
    public void failed(Failure failure) {
      split
          .log()
          .error(
              "Remote prefill failed, failing request error=Unavailable: %s %s",
              failure.message(), request.logId());
      boolean wanted = !unwanted;
      settled();
      if (wanted) {
        listener.failed(failure);
      }
    }
  }

  /** A decode worker that is only told of a request: what it does with it is of no interest. */
  private final class Farewell implements StreamListener {

    @Override
    public void accepted() {
      settled();
    }

    @Override
    public void token(int id) {
      // The worker was told to stop before it began.
    }

    @Override
    public void finished(int promptTokens) {
      settled();
    }

    @Override
    public void failed(Failure failure) {
      settled();
    }
  }
}
