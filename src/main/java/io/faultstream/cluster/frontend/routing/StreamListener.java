package io.faultstream.cluster.frontend.routing;

import io.faultstream.cluster.plane.MalformedFrameException;
import io.faultstream.cluster.plane.PromptPlace;

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

  /** The end where a prompt was to be computed only: it is kept at this place. */
  default void prefilled(PromptPlace place) {
    throw new MalformedFrameException("a prompt at " + place + " where tokens were asked for");
  }

  /** Not to be had, or broken. */
  void failed(Failure failure);
}
