package io.faultstream.cluster.engine;

import io.faultstream.cluster.text.TokenIds;
import io.faultstream.cluster.text.Vocabulary;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what an engine gave. */
class RecordedOutput implements Output {

  final List<String> tokens = new CopyOnWriteArrayList<>();
  final List<Long> nanos = new CopyOnWriteArrayList<>();
  final List<String> ends = new CopyOnWriteArrayList<>();
  boolean keeps;
  private final java.util.function.LongSupplier clock;

  RecordedOutput() {
    this(() -> 0);
  }

  RecordedOutput(java.util.function.LongSupplier clock) {
    this.clock = clock;
  }

  Sequence sequence(int promptTokens, int maxTokens) {
    return sequence(promptTokens, maxTokens, false);
  }

  /** One whose prompt another engine has computed. */
  Sequence prefilled(int promptTokens, int maxTokens) {
    return sequence(promptTokens, maxTokens, true);
  }

  private Sequence sequence(int promptTokens, int maxTokens, boolean prefilled) {
    TokenIds prompt = new TokenIds(promptTokens);
    for (int i = 0; i < promptTokens; i++) {
      prompt.add(i);
    }
    return new Sequence(prompt, maxTokens, prefilled, this);
  }

  @Override
  public void token(int id) {
    tokens.add(Vocabulary.decode(id));
    nanos.add(clock.getAsLong());
  }

  @Override
  public void finished(int sent, int promptTokens) {
    ends.add("finished " + sent + " of " + promptTokens);
  }

  @Override
  public void aborted(int sent) {
    ends.add("aborted " + sent);
  }

  @Override
  public void abandoned() {
    ends.add("abandoned");
  }

  @Override
  public void promptLost() {
    ends.add("prompt lost");
  }

  @Override
  public boolean keepsPrompt() {
    return keeps;
  }

  @Override
  public void failed(String why) {
    ends.add("failed " + why);
  }
}
