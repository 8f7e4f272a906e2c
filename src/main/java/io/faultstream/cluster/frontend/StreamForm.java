package io.faultstream.cluster.frontend;

import io.faultstream.cluster.defect.FrontendDefect.End;
import io.faultstream.cluster.frontend.api.Answer;
import io.faultstream.cluster.frontend.api.ApiError;
import io.faultstream.cluster.text.Vocabulary;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;

/** A reply as server-sent events, one HTTP chunk per token. */
final class StreamForm implements Exchange.Form {

  private final Answer answer;
  private final HttpServerResponse response;
  private final boolean includeUsage;
  private boolean begun;

  StreamForm(Answer answer, HttpServerResponse response, boolean includeUsage) {
    this.answer = answer;
    this.response = response;
    this.includeUsage = includeUsage;
  }

  @Override
  public void begin() {
    begun = true;
    response
        .putHeader("content-type", "text/event-stream")
        .putHeader("cache-control", "no-cache")
        .setChunked(true)
        .writeHead();
  }

  @Override
  public void token(int id) {
    response.write(answer.token(Vocabulary.decode(id)));
  }

  @Override
  public Future<Void> finish(int promptTokens, int completionTokens, End end) {
    if (end != End.WITHOUT_REASON) {
      response.write(answer.finish());
    }
    if (includeUsage) {
      response.write(answer.usage(promptTokens, completionTokens));
    }
    return end == End.WITHOUT_MARK ? response.end() : end();
  }

  @Override
  public Future<Void> fail(ApiError error) {
    if (!begun) {
      return Reply.error(response, error);
    }
    response.write(Answer.error(error));
    return end();
  }

  private Future<Void> end() {
    response.write(Answer.done());
    return response.end();
  }

  @Override
  public String goneMessage() {
    return begun
        ? "Stream closed unexpectedly; issuing cancellation"
        : "Connection closed unexpectedly; issuing cancellation";
  }
}
