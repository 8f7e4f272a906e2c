package io.faultstream.cluster.defect;

import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/** The text of a stream that another worker began goes on wrongly. */
final class WrongTakeover implements WorkerDefect {
  /** No number: its text is {@code " ?"}. */
  private static final int WRONG = 0;

  private final Supplier<IntUnaryOperator> wrong;

  private WrongTakeover(Supplier<IntUnaryOperator> wrong) {
    this.wrong = wrong;
  }

  /** Each token is the one so many places further: −1 repeats the last, 1 leaves one out. */
  static WrongTakeover shifted(int by) {
    return new WrongTakeover(() -> token -> token + by);
  }

  /** The first token is a word that is no number. */
  static WrongTakeover wrongWord() {
    return new WrongTakeover(FirstWrong::new);
  }

  @Override
  public IntUnaryOperator begins(int carried) {
    return carried > 0 ? wrong.get() : IntUnaryOperator.identity();
  }

  /** Of one request. */
  private static final class FirstWrong implements IntUnaryOperator {
    private boolean told;

    @Override
    public int applyAsInt(int token) {
      int word = told ? token : WRONG;
      told = true;
      return word;
    }
  }
}
