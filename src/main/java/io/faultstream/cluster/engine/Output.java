package io.faultstream.cluster.engine;

/** Where the tokens of one sequence go; called on the engine's thread only. */
public interface Output {

  /** The next token. */
  void token(int id);

  /** The answer is complete after so many tokens of this engine. */
  void finished(int sent, int promptTokens);

  /** The sequence was cancelled after so many tokens. */
  void aborted(int sent);

  /** Nobody wants it any more; its tokens and its end follow nevertheless. Once or more often. */
  void abandoned();

  /** The prompt that was to come from another engine does not come. */
  void promptLost();

  /** Whether the blocks of a complete sequence stay taken, until {@link Engine#free}. */
  default boolean keepsPrompt() {
    return false;
  }

  /** The engine cannot do this request. */
  void failed(String why);
}
