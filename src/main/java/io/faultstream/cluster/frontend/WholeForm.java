package io.faultstream.cluster.frontend;

import io.faultstream.cluster.defect.FrontendDefect.End;
import io.faultstream.cluster.frontend.api.Answer;
import io.faultstream.cluster.frontend.api.ApiError;
import io.faultstream.cluster.text.Vocabulary;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;

/** A reply as one body at the end. */
final class WholeForm implements Exchange.Form {

  private final Answer answer;
  private final HttpServerResponse response;
  private final StringBuilder text = new StringBuilder();

  WholeForm(Answer answer, HttpServerResponse response) {
    this.answer = answer;
    this.response = response;
  }

  @Override
  public void begin() {
    response.putHeader("content-type", Reply.JSON);
  }

  @Override
  public void token(int id) {
    text.append(Vocabulary.decode(id));
  }

  @Override
  public Future<Void> finish(int promptTokens, int completionTokens, End end) {
    return response.end(answer.whole(text.toString(), promptTokens, completionTokens));
  }

  @Override
  public Future<Void> fail(ApiError error) {
    return Reply.error(response, error);
  }

  @Override
  public String goneMessage() {
    return "Connection closed unexpectedly; issuing cancellation";
  }
}
