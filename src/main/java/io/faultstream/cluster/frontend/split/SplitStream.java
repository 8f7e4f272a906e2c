package io.faultstream.cluster.frontend.split;

import io.faultstream.cluster.frontend.routing.Dispatcher.Route;
import io.faultstream.cluster.frontend.routing.Dispatcher.StreamHandle;
import io.faultstream.cluster.frontend.routing.Failure;
import io.faultstream.cluster.frontend.routing.Failure.Kind;
import io.faultstream.cluster.frontend.routing.StreamListener;
import io.faultstream.cluster.plane.PromptPlace;
import io.faultstream.cluster.plane.WorkRequest;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a request in the split topology: a prefill worker computes the prompt and keeps
 * it, a decode worker is told where, fetches it and gives the tokens. Its listener hears of the
 * decode worker only, and so of nothing before the prompt is computed; a prefill that fails is a
 * stream that could not be had, a prompt that does not arrive one that broke. What is kept for a
 * decode worker that does not come for it is given up. For the event loop.
 */
final class SplitStream implements StreamHandle {

  private final SplitDispatcher split;
  private final Route route;
  private final WorkRequest request;
  private final StreamListener listener;
  private Stage stage = Stage.PREFILL;
  private boolean unwanted;
  private boolean taken;
  private @Nullable StreamHandle prefill;
  private @Nullable StreamHandle decode;
  private @Nullable Runnable onSettled;

  /** Where it is. */
  private enum Stage {
    PREFILL,
    /** A decode worker has it, or has it soon. */
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
    if (stage == Stage.DECODE && !unwanted && decode != null) {
      decode.cancel();
      if (!taken) {
        forgetPrompt();
      }
      stage = Stage.OVER;
    } else if (split.cancel() == PrefillCancel.COMPLETE) {
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

  private void forgetPrompt() {
    if (prefill != null) {
      prefill.forget();
    }
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
    public void prefilled(PromptPlace place) {
      stage = Stage.DECODE;
      WorkRequest work = request.withPrompt(place);
      decode =
          unwanted
              ? split.workers().open(route.unwanted(), work, new Farewell())
              : split.workers().open(route, work, new Decode());
    }

    @Override
    public void finished(int promptTokens) {
      failed(new Failure(Kind.ENGINE, "a prefill without its prompt", prefillId()));
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

  /** What is heard of the decode worker: all that the client hears. */
  private final class Decode implements StreamListener {

    /** From now on it sees to it that the prompt is not kept in vain. */
    @Override
    public void accepted() {
      taken = true;
      listener.accepted();
    }

    @Override
    public void token(int id) {
      listener.token(id);
    }

    @Override
    public void finished(int promptTokens) {
      listener.finished(promptTokens);
    }

    /** The worker that failed is the one that kept the prompt, where it did not arrive. */
    @Override
    public void failed(Failure failure) {
      forgetPrompt();
      boolean unreachable = failure.kind() == Kind.PREFILL_UNREACHABLE;
      if (unreachable && prefill != null) {
        prefill.unreachable();
      }
      listener.failed(
          unreachable || failure.kind() == Kind.PROMPT_LOST
              ? new Failure(failure.kind(), failure.message(), prefillId())
              : failure);
    }
  }

  /** A decode worker that is only told of a request: what it does with it is of no interest. */
  private final class Farewell implements StreamListener {

    @Override
    public void accepted() {
      over();
    }

    @Override
    public void token(int id) {
      // The worker was told to stop before it began.
    }

    @Override
    public void finished(int promptTokens) {
      over();
    }

    @Override
    public void failed(Failure failure) {
      over();
    }

    private void over() {
      forgetPrompt();
      settled();
    }
  }
}
