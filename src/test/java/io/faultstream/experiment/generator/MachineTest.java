package io.faultstream.experiment.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.generator.GeneratorSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MachineTest {
  @TempDir Path proc;

  private Map<String, Double> told(String stat, String pressure) throws IOException {
    Files.writeString(proc.resolve("stat"), stat);
    Files.createDirectories(proc.resolve("pressure"));
    Files.writeString(proc.resolve("pressure/cpu"), pressure);
    return new Machine(proc).read();
  }

  @Test
  void stealAndPressureAreReadAsTheKernelWritesThem() throws IOException {
    Map<String, Double> values =
        told(
            "cpu  100 1 20 800 9 0 10 60 30 0\ncpu0 1 2 3\nintr 4\n",
            """
            some avg10=20.32 avg60=24.44 avg300=21.80 total=6617494784
            full avg10=0.00 avg60=0.00 avg300=0.00 total=0
            """);

    assertThat(values)
        .containsEntry(GeneratorSeries.CPU_TICKS.key(), 1000.0)
        .containsEntry(GeneratorSeries.STEAL_TICKS.key(), 60.0)
        .containsEntry(GeneratorSeries.CPU_PRESSURE.key(), 6617494784.0)
        .containsEntry(GeneratorSeries.CPU_PRESSURE_10.key(), 20.32);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "cpu  1 2 3 4\n", "nonsense\n"})
  void whatIsNotToldIsLeftOut(String text) throws IOException {
    assertThat(told(text, text))
        .doesNotContainKeys(
            GeneratorSeries.CPU_TICKS.key(),
            GeneratorSeries.STEAL_TICKS.key(),
            GeneratorSeries.CPU_PRESSURE.key(),
            GeneratorSeries.CPU_PRESSURE_10.key());
  }

  @Test
  void withoutSuchFilesTheJvmStillTellsOfItself() {
    assertThat(new Machine(proc.resolve("none")).read())
        .containsKeys(GeneratorSeries.GC_PAUSES.key(), GeneratorSeries.HEAP_USED.key())
        .doesNotContainKey(GeneratorSeries.STEAL_TICKS.key());
  }

  @Test
  void collectionsOfThisJvmCount() {
    double before = Machine.real().read().getOrDefault(GeneratorSeries.GC_PAUSES.key(), -1.0);
    System.gc();

    assertThat(before).isNotNegative();
    assertThat(Machine.real().read().get(GeneratorSeries.GC_PAUSES.key())).isGreaterThan(before);
  }
}
