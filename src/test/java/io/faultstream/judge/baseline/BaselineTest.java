package io.faultstream.judge.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.spec.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BaselineTest {
  private static final Fingerprint FINGERPRINT = new Fingerprint("abc", Map.of("model", "tiny"));

  @TempDir private Path results;

  private static RunFigures run(String name) {
    PhaseFigures phase =
        new PhaseFigures(10, 9, 10, Map.of(), Map.of(Metric.TTFT_P50, 7L), Map.of("ttft", "x"));
    Map<Phase, PhaseFigures> phases = Map.of(Phase.STANDARD, phase);
    return new RunFigures(name, name, 1, "", "dynamo 1", Map.of(), Map.of(), phases);
  }

  private static List<String> names(Baseline baseline) {
    return baseline.runs().stream().map(RunFigures::run).toList();
  }

  private static Baseline accepting(int keep, String... names) {
    Baseline baseline = Baseline.empty("migration", FINGERPRINT);
    for (String name : names) {
      baseline = baseline.accepting(run(name), keep);
    }
    return baseline;
  }

  @Test
  void lastRunsByTheirStartAreKept() {
    assertThat(names(accepting(3, "4", "1", "2", "3"))).containsExactly("2", "3", "4");
    assertThat(names(accepting(3, "1", "1"))).containsExactly("1");
  }

  @Test
  void storeGivesBackWhatWasWrittenAndLeavesNoOtherFile() throws Exception {
    BaselineStore store = new BaselineStore(results);
    assertThat(store.find("migration", FINGERPRINT)).isEmpty();
    assertThat(store.all("migration")).isEmpty();
    Baseline baseline = accepting(10, "1", "2");
    store.write(baseline);
    assertThat(store.find("migration", FINGERPRINT)).contains(baseline);
    assertThat(store.all("migration")).containsExactly(baseline);
    try (Stream<Path> files = Files.list(results.resolve("baselines/migration"))) {
      assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactly("abc.json");
    }
  }

  @Test
  void brokenFileIsSaidByItsName() throws Exception {
    BaselineStore store = new BaselineStore(results);
    store.write(accepting(10, "1"));
    Path file = store.file("migration", FINGERPRINT);
    String text = Files.readString(file);
    Files.writeString(file, text.replace("\"schema\" : 1", "\"schema\" : 7"));
    assertThatThrownBy(() -> store.find("migration", FINGERPRINT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("abc.json has schema 7, this version reads 1");
    Files.writeString(file, text.replace("\"id\" : \"abc\"", "\"id\" : \"abd\""));
    assertThatThrownBy(() -> store.find("migration", FINGERPRINT))
        .hasMessageContaining("of another simulation or fingerprint");
    Files.writeString(file, text.replace("\"ratios\" : { }", "\"ratios\" : {\"x\" : 0}"));
    assertThatThrownBy(() -> store.find("migration", FINGERPRINT))
        .hasMessageContaining("x cannot be 0.0");
    for (String broken : List.of("{", "[]", "{\"schema\":1}", text.substring(0, 200))) {
      Files.writeString(file, broken);
      assertThatThrownBy(() -> store.all("migration"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("abc.json");
    }
  }
}
