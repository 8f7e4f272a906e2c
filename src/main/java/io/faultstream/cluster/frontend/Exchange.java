package io.faultstream.cluster.frontend;

import io.faultstream.cluster.defect.FrontendDefect.End;
import io.faultstream.cluster.frontend.api.Answer;
import io.faultstream.cluster.frontend.api.ApiError;
import io.faultstream.cluster.frontend.api.GenerationRequest;
import io.faultstream.cluster.frontend.metrics.RequestMeter;
import io.faultstream.cluster.frontend.migration.MigratingStream;
import io.faultstream.cluster.frontend.routing.Failure;
import io.faultstream.cluster.frontend.routing.StreamListener;
import io.faultstream.cluster.plane.WorkRequest;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.UUID;

/**
 * One request of a client from the parsed body to the last byte of the reply. How tokens become
 * bytes is the {@link Form}'s business. When the client goes away first, the work is cancelled at
 * once, before the first token too. For the event loop.
 */
final class Exchange implements StreamListener {

  /** A stream of events, or one body. */
  interface Form {

    void begin();

    void token(int id);

    Future<Void> finish(int promptTokens, int completionTokens, End end);

    Future<Void> fail(ApiError error);

    /** The log line when the client goes away. */
    String goneMessage();
  }

  private final FrontendContext frontend;
  private final GenerationRequest request;
  private final WorkRequest work;
  private final RequestMeter meter;
  private final Form form;
  private final MigratingStream stream;
  private final ErrorMapping errors;
  private final boolean breaks;
  private boolean ended;

  Exchange(Call call, FrontendContext frontend, HttpServerResponse response) {
    this.frontend = frontend;
    this.request = call.request();
    this.meter = call.meter();
    this.errors = call.errors();
    this.breaks = frontend.defect().breaks();
    long seconds = frontend.ticker().wallMillis() / 1000;
    Answer answer = new Answer(request, call.requestId(), seconds);
    this.form =
        request.stream()
            ? new StreamForm(answer, response, request.includeUsage())
            : new WholeForm(answer, response);
    this.work =
        new WorkRequest(
            call.requestId(), call.clientRequestId(), request.prompt(), request.maxTokens());
    this.stream =
        new MigratingStream(
            frontend.migration().withEvents(frontend.metrics().migrations(request.model())),
            request.model(),
            work,
            this);
    response.closeHandler(unused -> clientGone());
    response.exceptionHandler(
        failure -> frontend.log().debug("client connection: %s %s", failure, work.logId()));
  }

  /** What is known of a request before its exchange begins. */
  record Call(
      GenerationRequest request,
      UUID requestId,
      String clientRequestId,
      RequestMeter meter,
      ErrorMapping errors) {}

  void start() {
    frontend.drain().enter();
    meter.prompt(request.prompt().size());
    frontend
        .log()
        .info(
            "request received %s endpoint=%s model=%s stream=%b prompt=%d max_tokens=%d",
            work.logId(),
            request.endpoint().label(),
            request.model(),
            request.stream(),
            request.prompt().size(),
            request.maxTokens());
    Duration delay = frontend.defect().delay();
    if (delay.isZero()) {
      stream.start();
    } else {
      frontend.pool().after(delay, this::startLate);
    }
  }

  private void startLate() {
    if (!ended) {
      stream.start();
    }
  }

  private void clientGone() {
    if (ended) {
      return;
    }
    ended = true;
    frontend.log().warn("%s %s", form.goneMessage(), work.logId());
    stream.cancel();
    meter.clientGone();
    stream.whenSettled(this::cancelled);
  }

  private void cancelled() {
    meter.cancelled();
    completed("status=cancelled error_type=cancelled");
    frontend.drain().leave();
  }

  @Override
  public void accepted() {
    if (!ended) {
      form.begin();
      if (breaks) {
        stream.cancel();
        failed(new Failure(Failure.Kind.ENGINE, "engine failed", stream.workerId()));
      }
    }
  }

  @Override
  public void token(int id) {
    if (!ended) {
      meter.token(stream.workerId(), stream.prefillId());
      form.token(id);
    }
  }

  @Override
  public void finished(int promptTokens) {
    if (!ended) {
      ended = true;
      meter.succeeded(stream.workerId());
      completed("status=success");
      End end = frontend.defect().end(promptTokens > request.prompt().size());
      leaveAfter(form.finish(promptTokens, meter.tokens(), end));
    }
  }

  @Override
  public void failed(Failure failure) {
    if (ended) {
      return;
    }
    ended = true;
    ApiError error = errors.toClient(failure);
    String reason = ErrorMapping.failureReason(failure, request.stream());
    meter.failed(error, ErrorMapping.failureClass(failure), reason);
    frontend
        .log()
        .error(
            "request completed %s status=error error_type=%s tokens=%d error_detail=%s",
            work.logId(), error.label(), meter.tokens(), failure.message());
    leaveAfter(form.fail(error));
  }

  private void completed(String how) {
    frontend.log().info("request completed %s %s tokens=%d", work.logId(), how, meter.tokens());
  }

  private void leaveAfter(Future<Void> written) {
    written.onComplete(unused -> frontend.drain().leave());
  }
}
