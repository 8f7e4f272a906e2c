package io.faultstream.report.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.faultstream.history.Json;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.Measured;
import io.faultstream.measure.SampleHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NightlyHistoryTest {
  @TempDir private Path folder = Path.of("");

  private static NightlyRun night(int day, Verdict verdict, JsonNode summary) {
    return new NightlyRun(
        "run-" + day,
        Instant.parse("2026-03-0" + day + "T03:00:00Z"),
        "c0ffee",
        "0f",
        Optional.of(verdict),
        summary);
  }

  private JsonNode summary() throws IOException {
    Measured measured = SampleHistory.migrated().measured(folder);
    return Json.reader(JsonNode.class).readTree(Json.pretty(measured.summary()));
  }

  /** The cells of a row by column. */
  private static Map<String, String> row(String csv, int number) {
    List<String> lines = csv.lines().toList();
    String[] header = lines.get(0).split(",", -1);
    String[] cells = lines.get(number).split(",", -1);
    assertThat(cells).hasSameSizeAs(header);
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < header.length; i++) {
      row.put(header[i], cells[i]);
    }
    return row;
  }

  @Test
  void figuresAreInTheirUnits() throws IOException {
    NightlyHistory history = NightlyHistory.read(folder.resolve("none.csv"));
    history.put(night(1, Verdict.PASS, summary()));

    assertThat(row(history.csv(), 1))
        .containsEntry("time", "2026-03-01T03:00:00Z")
        .containsEntry("commit", "c0ffee")
        .containsEntry("run", "run-1")
        .containsEntry("fingerprint", "0f")
        .containsEntry("verdict", "PASS")
        .containsEntry("standard_success", "1.0000")
        .containsEntry("standard_ttft_p50_ms", "30.0150")
        .containsEntry("overflow_to_standard_ttft_p50", "1.0000")
        .containsEntry("recovery_itl_p99_ms", "");
  }

  @Test
  void unknownFigureIsEmptyAndNoRowForOtava() throws IOException {
    NightlyHistory history = NightlyHistory.read(folder.resolve("none.csv"));
    history.put(night(1, Verdict.INCONCLUSIVE, MissingNode.getInstance()));
    history.put(night(2, Verdict.PASS, summary()));

    assertThat(row(history.csv(), 1))
        .containsEntry("standard_success", "")
        .containsEntry("overflow_to_standard_ttft_p50", "");
    assertThat(history.complete().lines()).hasSize(1);
  }

  @Test
  void completeRunsThatMeanSomethingAreForOtava() throws IOException {
    JsonNode whole = whole();
    NightlyHistory history = NightlyHistory.read(folder.resolve("none.csv"));
    history.put(night(1, Verdict.PASS, whole));
    history.put(night(2, Verdict.INCONCLUSIVE, whole));
    history.put(night(3, Verdict.REGRESSED, whole));
    history.put(night(4, Verdict.FAIL, whole));

    assertThat(history.complete().lines().skip(1))
        .extracting(line -> line.split(",", -1)[2])
        .containsExactly("run-1", "run-3", "run-4");
  }

  private static JsonNode whole() throws IOException {
    String times = "{\"p50\": 1000, \"p95\": 2000, \"p99\": 3000}";
    String phase =
        "{\"success\": {\"part\": 9, \"whole\": 10}, \"ttftMicros\": T, \"itlMicros\": T,"
            + " \"e2eMicros\": T}";
    String json =
        "{\"schema\": 1, \"phases\": {\"standard\": P, \"overflow\": P, \"recovery\": P}}"
            .replace("P", phase)
            .replace("T", times);
    return Json.reader(JsonNode.class).readTree(json);
  }

  @Test
  void runThatIsJudgedAgainReplacesItsRow() throws IOException {
    Path file = folder.resolve("deep/migration.csv");
    for (Verdict verdict : List.of(Verdict.PASS, Verdict.FAIL)) {
      NightlyHistory history = NightlyHistory.read(file);
      history.put(night(2, verdict, whole()));
      history.put(night(1, Verdict.PASS, whole()));
      NightlyHistory.write(file, history.csv());
    }

    NightlyHistory read = NightlyHistory.read(file);
    assertThat(read.size()).isEqualTo(2);
    assertThat(read.csv()).isEqualTo(Files.readString(file));
    assertThat(row(read.csv(), 1)).containsEntry("run", "run-1");
    assertThat(row(read.csv(), 2)).containsEntry("verdict", "FAIL");
    try (var files = Files.list(folder.resolve("deep"))) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void fileOfAnotherVersionKeepsWhatItKnows() throws IOException {
    Path file = folder.resolve("h.csv");
    Files.writeString(
        file, "run,old_column,time,standard_success\nr,7,2026-01-01T00:00:00Z,0.9900\n");

    assertThat(row(NightlyHistory.read(file).csv(), 1))
        .containsEntry("run", "r")
        .containsEntry("standard_success", "0.9900")
        .containsEntry("verdict", "")
        .doesNotContainKey("old_column");
  }

  @Test
  void summaryOfAnotherSchemaIsUnknown() throws IOException {
    JsonNode other =
        Json.reader(JsonNode.class)
            .readTree(whole().toString().replace("\"schema\":1", "\"schema\":99"));
    NightlyHistory history = NightlyHistory.read(folder.resolve("none.csv"));
    history.put(night(1, Verdict.PASS, other));

    assertThat(row(history.csv(), 1)).containsEntry("standard_success", "");
  }

  @Test
  void cellsNeedNoQuotes() throws IOException {
    NightlyHistory history = NightlyHistory.read(folder.resolve("none.csv"));
    history.put(new NightlyRun("r", Instant.EPOCH, "a,\"b\nc", "", Optional.empty(), whole()));

    assertThat(row(history.csv(), 1))
        .containsEntry("commit", "a  b c")
        .containsEntry("verdict", "");
  }

  @Test
  void brokenFileIsRefused() throws IOException {
    Path file = folder.resolve("h.csv");
    Files.writeString(file, "time,run\n2026-01-01T00:00:00Z,r,more\n");
    assertThatThrownBy(() -> NightlyHistory.read(file)).hasMessageContaining("line 2 has 3 cells");
    Files.writeString(file, "");
    assertThatThrownBy(() -> NightlyHistory.read(file)).hasMessageContaining("no history of runs");
  }
}
