package io.faultstream.cluster.plane;

import io.faultstream.cluster.text.TokenIds;
import java.util.UUID;

/**
 * What the frontend asks of a worker.
 *
 * @param requestId the uuid of the request, the same on every worker it moves to
 * @param clientRequestId the client's {@code x-request-id}, or empty
 * @param tokens the prompt, then the tokens that earlier workers gave
 * @param maxTokens tokens still to give, at least 1
 */
public record WorkRequest(UUID requestId, String clientRequestId, TokenIds tokens, int maxTokens) {

  /** Checks that there is something to do. */
  public WorkRequest {
    if (maxTokens < 1) {
      throw new IllegalArgumentException("maxTokens " + maxTokens);
    }
  }

  /** The fields for log lines: {@code request_id=… [x_request_id="…"]}. */
  public String logId() {
    return clientRequestId.isEmpty()
        ? "request_id=" + requestId
        : "request_id=" + requestId + " x_request_id=\"" + clientRequestId + "\"";
  }
}
