package io.faultstream.cluster.frontend.metrics;

import io.faultstream.cluster.frontend.api.ApiError;
import io.faultstream.cluster.time.Ticker;
import io.prometheus.client.Histogram;

/**
 * Counts one request from its arrival to its end, exactly once. In flight: until the end; queued:
 * until the first token. For the event loop.
 */
public final class RequestMeter {

  private final FrontendMetrics metrics;
  private final Labels labels;
  private final Ticker ticker = Ticker.system();
  private final long startNanos = ticker.nanos();
  private final Histogram.Child interToken;
  private long lastNanos;
  private int tokens;
  private int promptTokens;
  private boolean ended;

  /** The values of the labels. */
  record Labels(String endpoint, String model, String type) {}

  RequestMeter(FrontendMetrics metrics, Labels labels) {
    this.metrics = metrics;
    this.labels = labels;
    this.interToken = metrics.interToken.labels(labels.model());
    metrics.started.labels(labels.endpoint(), labels.model(), labels.type()).inc();
    metrics.inflight.labels(labels.model()).inc();
    metrics.active.labels(labels.model()).inc();
    metrics.queued.labels(labels.model()).inc();
  }

  /** The prompt is known; it counts with the first token. */
  public void prompt(int tokensOfPrompt) {
    promptTokens = tokensOfPrompt;
  }

  /**
   * A token came from a worker.
   *
   * @param prefillId the worker that computed the prompt, where that is another; or 0
   */
  public void token(long workerId, long prefillId) {
    long now = ticker.nanos();
    if (++tokens == 1) {
      metrics.queued.labels(labels.model()).dec();
      metrics.inputTokens.labels(labels.model()).observe(promptTokens);
      metrics.firstToken.labels(labels.model()).observe((now - startNanos) / 1e9);
      metrics.workers().firstToken(workerId, prefillId, now - startNanos, promptTokens);
    } else {
      interToken.observe((now - lastNanos) / 1e9);
    }
    lastNanos = now;
  }

  /** Tokens so far. */
  public int tokens() {
    return tokens;
  }

  /** Ended well. */
  public void succeeded(long workerId) {
    if (tokens > 1) {
      metrics.workers().nextToken(workerId, (lastNanos - startNanos) / tokens);
    }
    metrics.cachedTokens.labels(labels.model()).observe(0);
    end("success", "");
  }

  /** Ended with an error that the client was told. */
  public void failed(ApiError error, String failureClass, String reason) {
    if (!ended && error.label().equals("overload")) {
      metrics.rejections.labels(labels.endpoint(), labels.model()).inc();
    }
    if (!ended) {
      metrics.failures.labels(failureClass, reason).inc();
    }
    end("error", error.label());
  }

  /**
   * The client went away. The real one sometimes counts a whole answer as a success then; the
   * embedded one never does.
   */
  public void clientGone() {
    if (!ended) {
      metrics.disconnected.inc();
      metrics.cancellations.labels(labels.endpoint(), labels.model(), labels.type()).inc();
    }
  }

  /** Ended after its client went away: at once, or when a prefill that went on has ended. */
  public void cancelled() {
    end("error", "cancelled");
  }

  private void end(String status, String errorType) {
    if (ended) {
      return;
    }
    ended = true;
    String model = labels.model();
    metrics.requests.labels(labels.endpoint(), errorType, model, labels.type(), status).inc();
    metrics.inflight.labels(model).dec();
    metrics.active.labels(model).dec();
    if (tokens == 0) {
      metrics.queued.labels(model).dec();
    } else {
      metrics.outputTokens.labels(model).inc(tokens);
      metrics.sequenceTokens.labels(model).observe(tokens);
    }
    metrics.duration.labels(model).observe((ticker.nanos() - startNanos) / 1e9);
  }
}
