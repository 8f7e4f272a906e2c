package io.faultstream.load;

import io.faultstream.history.Observation;
import io.faultstream.load.reply.Ending;
import io.faultstream.load.reply.ReplyWatch;
import io.faultstream.spec.Access;
import io.faultstream.spec.CancelSpec.Moment;
import io.faultstream.spec.CancelSpec.When;
import io.faultstream.spec.LoadSpec.Timeouts;
import io.gatling.http.client.HttpListener;
import io.gatling.http.client.Request;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request on its connection: hands what Gatling's HTTP client reports to a {@link ReplyWatch},
 * keeps the deadlines, and ends exactly once. All methods but {@link #abandon} run on the request's
 * event loop.
 */
final class Exchange implements HttpListener {
  /**
   * A deadline that has passed is looked at once more after this long: after a pause of our own the
   * bytes may be waiting in the socket while the timer is already due.
   */
  private static final long SECOND_LOOK_MILLIS = 20;

  private final LoadRun run;
  private final Access access;
  private final ReplyWatch watch;
  private final EventLoop eventLoop;
  private final Consumer<Observation> ended;
  private final Optional<Moment> leaves;
  private final AtomicBoolean taken = new AtomicBoolean();

  private @Nullable Channel channel;
  private @Nullable ScheduledFuture<?> timer;
  private @Nullable ScheduledFuture<?> leaveTimer;
  private long dueNanos;
  private long suspectedDeadline = Long.MIN_VALUE;
  private volatile boolean onItsWay;
  private boolean done;

  Exchange(LoadRun run, ReplyWatch watch, EventLoop eventLoop, Consumer<Observation> ended) {
    this.run = run;
    this.leaves = run.cancels().moment(watch.sent());
    this.access = run.endpoint().get().access();
    this.watch = watch;
    this.eventLoop = eventLoop;
    this.ended = ended;
  }

  void begin() {
    run.open().add(this);
    run.inFlight().begin();
    run.cancels().sent(watch.sent().phase(), run.open());
    arm(nextDeadline());
  }

  @Override
  public void onFinalClientRequest(Request request) {}

  @Override
  public void onWrite(Channel connection) {
    if (done) {
      var unused = connection.close();
    } else {
      channel = connection;
      onItsWay = true;
      Wire.prepare(connection, access);
      armEarlier();
      leaves.filter(moment -> moment.when() == When.TIME).ifPresent(this::leaveAfter);
    }
  }

  @Override
  public void onHttpResponse(HttpResponseStatus status, HttpHeaders headers) {
    if (!done) {
      String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "");
      watch.headers(run.clock().nanos(), status.code(), type);
      if (leaves.filter(moment -> moment.when() == When.HEADERS).isPresent()) {
        leave();
      }
    }
  }

  @Override
  public void onHttpResponseBodyChunk(ByteBuf chunk, boolean last) {
    if (done) {
      return;
    }
    long now = run.clock().nanos();
    boolean hadToken = watch.hasToken();
    watch.body(now, chunk);
    if (!hadToken && watch.hasToken()) {
      run.inFlight().firstToken();
      armEarlier();
    }
    if (last) {
      end(Ending.WHOLE, "");
    } else if (leaves.filter(this::chunksHaveCome).isPresent()) {
      leave();
    }
  }

  private boolean chunksHaveCome(Moment moment) {
    return moment.when() == When.CHUNKS && watch.chunks() >= moment.chunks();
  }

  private void leaveAfter(Moment moment) {
    leaveTimer = eventLoop.schedule(this::leave, moment.after().toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Its client leaves, if it has not ended yet; may be called from any thread, and again. */
  void cancel() {
    eventLoop.execute(this::leave);
  }

  /** Whether a burst may take it: it is on its way, and no other burst has. */
  boolean free() {
    return onItsWay && !taken.get();
  }

  /** Takes it for a burst; false when another has taken it. */
  boolean take() {
    return taken.compareAndSet(false, true);
  }

  /**
   * The connection is this request's as long as it has not ended; afterwards it may be another's.
   */
  private void leave() {
    if (done) {
      return;
    }
    try {
      end(Ending.CANCELLED, "");
    } finally {
      if (channel != null) {
        Wire.cut(channel, run.cancels().how());
      }
    }
  }

  /** What was sent. */
  ReplyWatch.Sent sent() {
    return watch.sent();
  }

  @Override
  public void onThrowable(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String what = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    // The TLS of a native library says nothing itself.
    String why = root == cause ? "" : " (" + root.getMessage() + ")";
    end(channel == null ? Ending.NO_CONNECTION : Ending.LOST, what + why);
  }

  /** The run ends; may be called from any thread. */
  void abandon() {
    eventLoop.execute(() -> give(Ending.ABANDONED, "still open when the run ended"));
  }

  private void give(Ending ending, String why) {
    if (!done) {
      end(ending, why);
      if (channel != null) {
        var unused = channel.close();
      }
    }
  }

  private void end(Ending ending, String cause) {
    if (done) {
      return;
    }
    done = true;
    if (timer != null) {
      timer.cancel(false);
    }
    if (leaveTimer != null) {
      leaveTimer.cancel(false);
    }
    boolean counted = watch.hasToken();
    Observation observation = watch.end(run.clock().nanos(), ending, cause);
    run.open().remove(this);
    run.inFlight().end(observation.outcome(), counted);
    run.observations().accept(observation);
    ended.accept(observation);
  }

  private void arm(long atNanos) {
    dueNanos = atNanos;
    long left = Math.max(atNanos - run.clock().nanos(), 0);
    timer = eventLoop.schedule(this::look, left, TimeUnit.NANOSECONDS);
  }

  /** Another deadline counts from now on: the timer must not sleep past it. */
  private void armEarlier() {
    long deadline = nextDeadline();
    if (timer != null && deadline < dueNanos) {
      timer.cancel(false);
      arm(deadline);
    }
  }

  /**
   * Gives up only when the same deadline is past at the second look too; a stream that never falls
   * silent moves its stall limit on, but not its total one.
   */
  private void look() {
    if (done) {
      return;
    }
    long now = run.clock().nanos();
    long deadline = nextDeadline();
    if (deadline > now) {
      arm(deadline);
    } else if (deadline != suspectedDeadline) {
      suspectedDeadline = deadline;
      arm(now + TimeUnit.MILLISECONDS.toNanos(SECOND_LOOK_MILLIS));
    } else {
      giveUp(now);
    }
  }

  private void giveUp(long now) {
    Timeouts timeouts = run.spec().timeouts();
    if (channel == null) {
      give(Ending.NO_CONNECTION, "no connection within " + timeouts.connect().toMillis() + " ms");
    } else if (now - watch.sentNanos() >= timeouts.total().toNanos()) {
      give(Ending.TIMED_OUT, "no end within " + timeouts.total().toMillis() + " ms");
    } else if (!watch.hasToken()) {
      long limit = timeouts.firstToken().toMillis();
      give(Ending.TIMED_OUT, "no first token within " + limit + " ms");
    } else {
      give(Ending.STALLED, "no chunk for " + timeouts.stall().toMillis() + " ms");
    }
  }

  private long nextDeadline() {
    Timeouts timeouts = run.spec().timeouts();
    long sent = watch.sentNanos();
    if (channel == null) {
      return sent + timeouts.connect().toNanos();
    }
    long total = sent + timeouts.total().toNanos();
    if (watch.hasToken()) {
      return Math.min(total, watch.lastHeardNanos() + timeouts.stall().toNanos());
    }
    return watch.stream() ? Math.min(total, sent + timeouts.firstToken().toNanos()) : total;
  }
}
