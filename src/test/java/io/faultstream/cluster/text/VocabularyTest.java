package io.faultstream.cluster.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VocabularyTest {

  @ParameterizedTest
  @CsvSource({"'', 0", "a, 1", "abcd, 1", "abcde, 2", "' 1 2 3 4', 2"})
  void aPromptCostsOneTokenPerFourStartedUnits(String text, int tokens) {
    TokenIds ids = new TokenIds(1);
    Vocabulary.encode(text, ids);
    assertThat(ids.size()).isEqualTo(tokens);
    assertThat(Vocabulary.carried(ids)).isZero();
    assertThat(Vocabulary.next(ids)).isEqualTo(Vocabulary.FIRST_NUMBER);
  }

  @Test
  void theTextGoesOnAfterTheLastCarriedToken() {
    TokenIds ids = new TokenIds(1);
    Vocabulary.encode("Hello there", ids);
    for (int i = 0; i < 51; i++) {
      ids.add(Vocabulary.FIRST_NUMBER + i);
    }
    assertThat(Vocabulary.carried(ids)).isEqualTo(51);
    assertThat(Vocabulary.decode(Vocabulary.next(ids))).isEqualTo(" 51");
  }

  @Test
  void numbersBeyondTheTableAreWordsToo() {
    assertThat(Vocabulary.decode(Vocabulary.FIRST_NUMBER + 123_456)).isEqualTo(" 123456");
  }
}
