package io.faultstream.cluster.plane;

import io.faultstream.cluster.text.TokenIds;
import java.util.Optional;
import java.util.UUID;

/**
 * What the frontend asks of a worker.
 *
 * @param requestId the uuid of the request, the same on every worker it moves to
 * @param clientRequestId the client's {@code x-request-id}, or empty
 * @param tokens the prompt, then the tokens that earlier workers gave
 * @param maxTokens tokens still to give, at least 1
 * @param prompt where all that {@code tokens} means to an engine can be fetched; empty: nowhere, so
 *     that it must be computed
 */
public record WorkRequest(
    UUID requestId,
    String clientRequestId,
    TokenIds tokens,
    int maxTokens,
    Optional<PromptPlace> prompt) {

  /** Checks that there is something to do. */
  public WorkRequest {
    if (maxTokens < 1) {
      throw new IllegalArgumentException("maxTokens " + maxTokens);
    }
  }

  /** One whose prompt is computed by whoever gets it. */
  public WorkRequest(UUID requestId, String clientRequestId, TokenIds tokens, int maxTokens) {
    this(requestId, clientRequestId, tokens, maxTokens, Optional.empty());
  }

  /** The same, with its prompt at this place. */
  public WorkRequest withPrompt(PromptPlace place) {
    return new WorkRequest(requestId, clientRequestId, tokens, maxTokens, Optional.of(place));
  }

  /** The fields for log lines: {@code request_id=… [x_request_id="…"]}. */
  public String logId() {
    return clientRequestId.isEmpty()
        ? "request_id=" + requestId
        : "request_id=" + requestId + " x_request_id=\"" + clientRequestId + "\"";
  }
}
