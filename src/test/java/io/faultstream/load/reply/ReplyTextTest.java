package io.faultstream.load.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Observation.Mismatch;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReplyTextTest {
  private static Optional<Mismatch> check(int length, String... chunks) {
    CountingText text = new CountingText();
    for (String chunk : chunks) {
      text.accept(chunk.toCharArray(), 0, chunk.length());
    }
    text.end(length);
    return text.mismatch();
  }

  @Test
  void numbersInOrderAreExactWhateverTheWordsAndCuts() {
    assertThat(check(12, " 0 1 2 3", " 4 5 6 7 8 9 1", "0 11")).isEmpty();
    assertThat(check(3, "so 0, then 1 and", " 2.")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "' 0 1 1 2', 2, 2, 1",
    "' 0 1 3', 2, 2, 3",
    "' 0 1 the 3', 2, 2, 3",
    "' 0 1 0 1', 2, 2, 0",
    "' 0 1', 2, 2, the end",
    "' 0 1 2 3 4', 4, the end, more than was asked for",
    "'', 0, 0, the end",
    "' 99999999999999999999', 0, 0, 2147483647"
  })
  void firstMismatchIsKept(String text, int position, String expected, String got) {
    assertThat(check(4, text)).contains(new Mismatch(position, expected, got));
  }
}
