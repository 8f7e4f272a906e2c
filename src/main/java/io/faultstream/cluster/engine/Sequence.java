package io.faultstream.cluster.engine;

import io.faultstream.cluster.text.TokenIds;
import io.faultstream.cluster.text.Vocabulary;

/**
 * One request inside an engine: how much of its prompt is computed, which token is next, how many
 * blocks it holds. After it was submitted only the engine's thread touches it.
 */
public final class Sequence {

  private final int promptTokens;
  private final int maxTokens;
  private final Output output;
  private int nextToken;
  private int sent;
  private int computed;
  private boolean received;
  private int blocks;

  /**
   * A sequence of a prompt; the text goes on after the last carried token of the prompt.
   *
   * @param prefilled whether another engine has computed the prompt, and this one only decodes
   */
  public Sequence(TokenIds prompt, int maxTokens, boolean prefilled, Output output) {
    this.promptTokens = prompt.size();
    this.maxTokens = maxTokens;
    this.output = output;
    this.nextToken = Vocabulary.next(prompt);
    this.received = prefilled;
    this.computed = prefilled ? Math.max(0, promptTokens - 1) : 0;
  }

  Output output() {
    return output;
  }

  int promptTokens() {
    return promptTokens;
  }

  int sent() {
    return sent;
  }

  /** Tokens of prompt and answer so far. */
  int tokens() {
    return promptTokens + sent;
  }

  /** Tokens that must be computed before the next token can be given. */
  int toCompute() {
    return tokens() - computed;
  }

  boolean prefilled() {
    return (computed > 0 || received) && toCompute() <= 1;
  }

  void compute(int tokens) {
    computed += tokens;
  }

  int blocks() {
    return blocks;
  }

  void hold(int blocks) {
    this.blocks = blocks;
  }

  /** Everything computed is lost, here or elsewhere: the sequence was preempted. */
  void forget() {
    received = false;
    computed = 0;
    blocks = 0;
  }

  /** Gives one token. */
  void emit() {
    sent++;
    output.token(nextToken++);
  }

  /** Whether it has all its tokens, by its own limit or by the context's. */
  boolean complete(int contextTokens) {
    return sent >= maxTokens || tokens() >= contextTokens;
  }

  void finish() {
    output.finished(sent, promptTokens);
  }
}
