package io.faultstream.load.reply;

import io.faultstream.history.Observation.Mismatch;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the numbers in a text go 0, 1, 2 …, whatever the words around them and wherever the
 * text is cut into chunks. A number counts once the character after it, or the end, is there. Keeps
 * the first mismatch and no text. Not thread-safe.
 */
final class CountingText {
  private long number = -1;
  private int next;
  private @Nullable Mismatch mismatch;

  void accept(char[] text, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      char c = text[i];
      if (c >= '0' && c <= '9') {
        number = Math.max(number, 0) * 10 + (c - '0');
        number = Math.min(number, Integer.MAX_VALUE);
      } else {
        endOfNumber();
      }
    }
  }

  private void endOfNumber() {
    if (number < 0) {
      return;
    }
    if (mismatch == null && number != next) {
      mismatch = new Mismatch(next, Integer.toString(next), Long.toString(number));
    }
    next++;
    number = -1;
  }

  /** The text is over; {@code length} numbers were asked for. */
  void end(int length) {
    endOfNumber();
    if (mismatch == null && next != length) {
      mismatch =
          new Mismatch(
              Math.min(next, length),
              next < length ? Integer.toString(next) : "the end",
              next < length ? "the end" : "more than was asked for");
    }
  }

  Optional<Mismatch> mismatch() {
    return Optional.ofNullable(mismatch);
  }
}
