package io.faultstream.cluster.frontend.migration;

import io.faultstream.cluster.defect.FrontendDefect;
import io.faultstream.cluster.frontend.routing.Dispatcher;
import io.faultstream.cluster.frontend.routing.Failure;
import io.faultstream.cluster.frontend.routing.StreamListener;
import io.faultstream.cluster.plane.WorkRequest;
import io.faultstream.cluster.text.TokenIds;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request that outlives its workers: after a migratable failure it is asked of another one, with
 * the received tokens appended to the prompt and {@code maxTokens} reduced, so that the client's
 * stream goes on without a seam. There are limit + 1 attempts in all (reference: migration.rs, in
 * dynamo.md 6.3): a failed creation counts as {@code new_request}, a broken stream as {@code
 * ongoing_request}, the latter also when no attempt is left. For the event loop.
 */
public final class MigratingStream {

  private final MigrationContext context;
  private final String model;
  private final WorkRequest request;
  private final StreamListener client;
  private final TokenIds tokens;
  private final Set<Long> rejectedBy = new HashSet<>();
  private int attemptsLeft;
  private int attempts;
  private int received;
  private boolean established;
  private boolean ended;
  private boolean tooLong;
  private @Nullable Attempt current;
  private MigrationEvents.@Nullable Type moving;
  private @Nullable Failure broken;
  private long movingSince;

  /** A stream that waits for {@link #start}. */
  public MigratingStream(
      MigrationContext context, String model, WorkRequest request, StreamListener client) {
    this.context = context;
    this.model = model;
    this.request = request;
    this.client = client;
    this.tokens = request.tokens().copy();
    this.attemptsLeft = context.policy().limit() + 1;
  }

  /** Asks the first worker. */
  public void start() {
    checkLength();
    attemptsLeft = Math.max(1, attemptsLeft);
    attempt();
  }

  /** The client is gone. */
  public void cancel() {
    ended = true;
    if (current != null) {
      current.cancel();
    }
  }

  /** Runs this once no worker is to hear of it any more: at once, but for a prefill. */
  public void whenSettled(Runnable then) {
    if (current != null && current.handle != null) {
      current.handle.whenSettled(then);
    } else {
      then.run();
    }
  }

  /** The worker that has it now, or 0. */
  public long workerId() {
    return current == null ? 0 : current.workerId();
  }

  /** Another worker that computed its prompt, or 0. */
  public long prefillId() {
    return current == null || current.handle == null ? 0 : current.handle.prefillId();
  }

  private void attempt() {
    attemptsLeft--;
    attempts++;
    WorkRequest work =
        new WorkRequest(
            request.requestId(),
            request.clientRequestId(),
            tokens.copy(),
            request.maxTokens() - received);
    Attempt next = new Attempt();
    current = next;
    Dispatcher.Route route = new Dispatcher.Route(model, Set.copyOf(rejectedBy));
    next.handle = context.dispatcher().open(route, work, next);
  }

  private void checkLength() {
    int most = context.policy().maxTokens().orElse(Integer.MAX_VALUE);
    if (!tooLong && tokens.size() > most && context.policy().limit() > 0) {
      tooLong = true;
      attemptsLeft = 0;
      context.events().tooLong();
    }
  }

  private void creationFailed(Failure failure) {
    if (failure.kind() == Failure.Kind.AT_CAPACITY) {
      rejectedBy.add(failure.workerId());
    }
    if (failure.kind().migratable()) {
      context
          .log()
          .warn(
              "Creating new stream, retrying error=Unavailable: %s %s",
              failure.message(), request.logId());
      context.events().migratableFailure(MigrationEvents.Type.NEW_REQUEST);
      startMove(MigrationEvents.Type.NEW_REQUEST);
      if (attemptsLeft > 0) {
        retry(failure);
        return;
      }
    }
    giveUp(failure);
  }

  private void streamBroke(Failure failure) {
    if (!failure.kind().migratable()) {
      ended = true;
      client.failed(failure);
      return;
    }
    if (received == request.maxTokens()) {
      ended = true; // Only the end mark was lost with the worker.
      client.finished(tokens.size() - received);
      return;
    }
    context
        .log()
        .warn(
            "dynamo_llm::migration: Stream disconnected, recreating stream"
                + " error=Unavailable: %s %s",
            failure.message(), request.logId());
    if (context.defect().countsMove()) {
      context.events().migratableFailure(MigrationEvents.Type.ONGOING_REQUEST);
    }
    startMove(MigrationEvents.Type.ONGOING_REQUEST);
    broken = failure;
    FrontendDefect.Fate fate = context.defect().streamLost();
    if (fate == FrontendDefect.Fate.HANGS) {
      return;
    }
    if (attemptsLeft > 0 && fate == FrontendDefect.Fate.MOVES) {
      retry(failure);
    } else {
      context.log().warn("migration retries exhausted %s", request.logId());
      giveUp(new Failure(failure.kind(), "Migration limit exhausted", failure.workerId()));
    }
  }

  private void retry(Failure failure) {
    context
        .log()
        .info(
            "request_span: migration retry scheduled %s request.attempt=%d"
                + " migration.is_retry=true migration.reason=\"%s\" migration.from_worker_id=%d"
                + " migration.tokens_completed=%d",
            request.logId(), attempts, failure.kind().reason(), failure.workerId(), received);
    attempt();
  }

  private void giveUp(Failure failure) {
    ended = true;
    endMove(false);
    if (broken != null) {
      context.log().warn("Cannot recreate stream error=%s %s", failure.message(), request.logId());
      client.failed(broken);
    } else {
      client.failed(failure);
    }
  }

  private void startMove(MigrationEvents.Type type) {
    if (moving == null) {
      moving = type;
      movingSince = context.ticker().nanos();
    }
  }

  private void endMove(boolean success) {
    if (moving != null) {
      context.events().moved(moving, success, context.ticker().nanos() - movingSince);
      moving = null;
    }
  }

  /** One try on one worker; deaf as soon as another has taken its place. */
  private final class Attempt implements StreamListener {

    private Dispatcher.@Nullable StreamHandle handle;
    private boolean accepted;

    private boolean deaf() {
      return ended || current != this;
    }

    void cancel() {
      if (handle != null) {
        handle.cancel();
      }
    }

    long workerId() {
      return handle == null ? 0 : handle.workerId();
    }

    @Override
    public void accepted() {
      if (deaf()) {
        return;
      }
      accepted = true;
      broken = null;
      endMove(true);
      if (!established) {
        established = true;
        client.accepted();
      }
    }

    @Override
    public void token(int id) {
      if (deaf()) {
        return;
      }
      received++;
      tokens.add(id);
      checkLength();
      client.token(id);
    }

    @Override
    public void finished(int promptTokens) {
      if (!deaf()) {
        ended = true;
        if (context.defect().inventsMove()) {
          context.events().migratableFailure(MigrationEvents.Type.ONGOING_REQUEST);
        }
        client.finished(promptTokens);
      }
    }

    @Override
    public void failed(Failure failure) {
      if (deaf()) {
        return;
      }
      if (accepted) {
        streamBroke(failure);
      } else {
        creationFailed(failure);
      }
    }
  }
}
