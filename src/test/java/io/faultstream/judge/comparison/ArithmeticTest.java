package io.faultstream.judge.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The three pieces of arithmetic, against figures from tables and by hand. */
final class ArithmeticTest {

  /** t(4; 0.975) = 2.7764451 in every table. */
  @Test
  void predictionIntervalIsThatOfStudentWithOneRunMore() {
    List<Double> figures = List.of(Math.exp(1.0), Math.exp(1.1), Math.exp(0.9), Math.E, Math.E);
    Prediction prediction = Prediction.of(figures);
    double deviation = Math.sqrt(0.02 / 4);
    assertThat(prediction.expected()).isCloseTo(Math.E, within(1e-9));
    assertThat(prediction.deviation()).isCloseTo(deviation, within(1e-9));
    double limit = Math.exp(1 + 2.7764451 * deviation * Math.sqrt(1.2));
    assertThat(prediction.exceededWith(0.025)).isCloseTo(limit, within(1e-6));
    assertThat(prediction.chanceOf(limit)).isCloseTo(0.025, within(1e-6));
    assertThat(prediction.chanceOf(Math.E)).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void runsThatAgreeTooWellAreNotTrustedToDoSoAgain() {
    Prediction prediction = Prediction.of(List.of(2.0, 2.0, 2.0, 2.0, 2.0));
    assertThat(prediction.deviation()).isEqualTo(Prediction.LEAST_DEVIATION);
    assertThat(prediction.chanceOf(2.02)).isGreaterThan(0.3);
  }

  /** The example of Holm's article in its usual form: 0.01, 0.04, 0.03, 0.005. */
  @Test
  void holmStepsDown() {
    assertThat(Holm.adjusted(new double[] {0.01, 0.04, 0.03, 0.005}))
        .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
    assertThat(Holm.adjusted(new double[] {0.6, 0.7})).containsExactly(1, 1);
    assertThat(Holm.adjusted(new double[0])).isEmpty();
  }

  @Test
  void largestGroupOfAllHasTheLeastChanceThereCanBe() {
    double[][] logs = {{1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}};
    Permutations.Found found = Permutations.test(logs, 3);
    assertThat(found.ways()).isEqualTo(56);
    assertThat(found.chances().get(0)).isCloseTo(1.0 / 56, within(1e-12));
  }

  /** Of the 10 pairs of 1 to 5, those with a sum of 7 or more are 2+5, 3+4, 3+5 and 4+5. */
  @Test
  void chanceIsTheShareOfGroupsAsLarge() {
    double[][] logs = {{5}, {1}, {2}, {3}, {4}};
    assertThat(Permutations.test(logs, 2).chances().get(0)).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void gateThatMovedIsFoundAmongOthersThatDidNot() {
    double[][] logs = {{1, 5, 9}, {2, 4, 9}, {1, 5, 9}, {2, 4, 9}, {1, 8, 9}, {2, 9, 9}};
    Permutations.Found found = Permutations.test(logs, 2);
    assertThat(found.gate()).isEqualTo(1);
    assertThat(found.chances().get(1)).isCloseTo(1.0 / 15, within(1e-12));
    assertThat(found.chances().get(0)).as("did not move").isGreaterThan(0.5);
  }
}
