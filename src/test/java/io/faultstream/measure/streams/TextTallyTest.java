package io.faultstream.measure.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Observation;
import io.faultstream.history.Observation.Mismatch;
import io.faultstream.history.Observation.Tokens;
import io.faultstream.history.Outcome;
import io.faultstream.measure.SampleSpecs;
import io.faultstream.measure.Streams;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.Phase;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextTallyTest {
  private static final Observation GOOD = Streams.completed(1, Phase.STANDARD, 0);

  private static TextFindings findings(
      LoadSpec.TextCheck text, LoadSpec.Dialect dialect, Observation seen) {
    TextTally tally = new TextTally(SampleSpecs.load(text, dialect));
    tally.add(seen);
    return tally.findings();
  }

  @ParameterizedTest
  @CsvSource({
    "COUNTING, OPENAI, 99, 99, 1, 1",
    "ANY, DYNAMO, 99, 99, 1, 1",
    "ANY, OPENAI, 99, 99, 0, 0",
    "COUNTING, DYNAMO, 100, 100, 1, 0",
    "COUNTING, DYNAMO, 100, -1, 1, 0",
    "COUNTING, DYNAMO, 101, -1, 1, 1",
  })
  void lengthIsComparedWhereItIsFixed(
      LoadSpec.TextCheck text,
      LoadSpec.Dialect dialect,
      int chunks,
      int completion,
      long looked,
      long wrong) {
    TextFindings found =
        findings(
            text,
            dialect,
            Streams.text(
                GOOD, Outcome.COMPLETED, new Tokens(chunks, completion, 18), Optional.empty()));

    assertThat(found.lengthChecked()).isEqualTo(looked);
    assertThat(found.wrongLength()).isEqualTo(wrong);
  }

  @Test
  void mismatchIsShownWithItsPlace() {
    TextFindings found =
        findings(
            LoadSpec.TextCheck.COUNTING,
            LoadSpec.Dialect.DYNAMO,
            Streams.text(
                GOOD,
                Outcome.CORRUPTED,
                new Tokens(50, -1, -1),
                Optional.of(new Mismatch(42, "42", "43"))));

    assertThat(found.corrupted()).isEqualTo(1);
    assertThat(found.completed()).isZero();
    assertThat(found.examples())
        .containsExactly("request 1 (x-1): token 42 was \"43\", not \"42\"");
  }

  @Test
  void truncatedTextAndBrokenFrameAreFound() {
    TextFindings truncated =
        findings(
            LoadSpec.TextCheck.ANY,
            LoadSpec.Dialect.OPENAI,
            Streams.text(GOOD, Outcome.TRUNCATED, new Tokens(50, -1, -1), Optional.empty()));
    TextFindings broken =
        findings(
            LoadSpec.TextCheck.ANY,
            LoadSpec.Dialect.OPENAI,
            Streams.text(GOOD, Outcome.CORRUPTED, new Tokens(50, -1, -1), Optional.empty()));

    assertThat(truncated.truncated()).isEqualTo(1);
    assertThat(broken.examples()).containsExactly("request 1 (x-1): broken frame");
  }
}
