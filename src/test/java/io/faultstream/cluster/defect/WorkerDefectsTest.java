package io.faultstream.cluster.defect;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.cluster.defect.WorkerDefect.Cancelled;
import io.faultstream.cluster.text.Vocabulary;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class WorkerDefectsTest {
  private static final int CARRIED = 7;

  private static String text(Defect defect, int carried) {
    IntUnaryOperator text = defect.ofWorker(0.5, 0).begins(carried);
    StringBuilder all = new StringBuilder();
    for (int number = carried; number < carried + 3; number++) {
      all.append(Vocabulary.decode(text.applyAsInt(Vocabulary.FIRST_NUMBER + number)));
    }
    return all.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, ' 7 8 9'",
    "REPEAT_AFTER_MIGRATION, ' 6 7 8'",
    "SKIP_AFTER_MIGRATION, ' 8 9 10'",
    "WRONG_TEXT_AFTER_MIGRATION, ' ? 8 9'"
  })
  void textOfAStreamThatIsTakenOver(Defect defect, String expected) {
    assertThat(text(defect, CARRIED)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void textOfAStreamOfItsOwnIsRight(Defect defect) {
    assertThat(text(defect, 0)).isEqualTo(" 0 1 2");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsCancelledStopsUnlessThatIsTheDefect(Defect defect) {
    Cancelled expected =
        switch (defect) {
          case LEAK_SLOT_AFTER_CANCEL -> Cancelled.KEEPS_ITS_PLACE;
          case IGNORE_CANCEL -> Cancelled.GOES_ON;
          default -> Cancelled.STOPS;
        };

    assertThat(defect.ofWorker(0.5, 0).cancelled()).isEqualTo(expected);
  }

  @Test
  void stepsAreSlowWhileManyRun() {
    WorkerDefect slow = Defect.SLOW.ofWorker(0.5, 0);
    WorkerDefect crowded = Defect.SLOW.ofWorker(0.2, 12);

    assertThat(slow.stepNanos(1000, 1)).isEqualTo(1500);
    assertThat(crowded.stepNanos(1000, 12)).isEqualTo(1000);
    assertThat(crowded.stepNanos(1000, 13)).isEqualTo(1200);
    assertThat(Defect.NONE.ofWorker(0.5, 0).stepNanos(1000, 100)).isEqualTo(1000);
  }

  @Test
  void stepsAreSlowOnceAStreamWasTakenOver() {
    WorkerDefect defect = Defect.SLOW_AFTER_FAULT.ofWorker(0.5, 0);
    defect.begins(0);
    assertThat(defect.stepNanos(1000, 5)).isEqualTo(1000);
    defect.begins(CARRIED);
    assertThat(defect.stepNanos(1000, 5)).isEqualTo(1500);
    defect.begins(0);
    assertThat(defect.stepNanos(1000, 5)).isEqualTo(1500);
  }
}
