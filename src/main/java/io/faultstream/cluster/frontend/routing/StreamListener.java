package io.faultstream.cluster.frontend.routing;

/**
 * Who receives a stream: accepted once, tokens, then finished or failed once; failed may come
 * first. Called on the event loop.
 */
public interface StreamListener {

  /** A worker has the request. */
  void accepted();

  /** The next token. */
  void token(int id);

  /** Complete, with the engine's count of the prompt's tokens. */
  void finished(int promptTokens);

  /** Not to be had, or broken. */
  void failed(Failure failure);
}
