package io.faultstream.history;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.history.Observation.EdgeGap;
import io.faultstream.history.Observation.Gap;
import io.faultstream.history.Observation.Mismatch;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.Phase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredHistoryTest {
  @TempDir private Path folder = Path.of("");

  private static Observation rich(long id) {
    return new Observation(
        id,
        Phase.OVERFLOW,
        new Observation.Times(1, 2, 3, 4, 5, 6),
        Outcome.CORRUPTED,
        new Observation.Reply(200, "é\"", "fs-1", "chatcmpl-a-b", "length", true),
        new Observation.Tokens(9, 10, 11),
        List.of(new Gap(7, 8)),
        List.of(new EdgeGap(0, 9, 10)),
        Optional.of(new Mismatch(3, "3", "4")),
        List.of(1, 2, 3));
  }

  private static Observation bare(long id) {
    long never = Observation.NEVER;
    return new Observation(
        id,
        Phase.STANDARD,
        new Observation.Times(1, 2, never, never, never, 6),
        Outcome.UNREACHABLE,
        new Observation.Reply(0, "", "fs-2", "", "", false),
        new Observation.Tokens(0, -1, -1),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of());
  }

  private Path written(boolean whole) throws IOException {
    Path file = folder.resolve(RunFolder.OBSERVATIONS);
    ObservationLog log = ObservationLog.create(file);
    log.append(rich(0));
    log.append(bare(1));
    log.close(whole);
    return file;
  }

  @Test
  void observationsComeBackAsTheyWere() throws IOException {
    List<Observation> read = new ArrayList<>();
    ObservationLog.End end = ObservationLog.read(written(true), read::add);
    assertThat(read).containsExactly(rich(0), bare(1));
    assertThat(end).isEqualTo(new ObservationLog.End(2, true));
  }

  @Test
  void recordWithoutItsEndMarkIsCutOff() throws IOException {
    List<Observation> read = new ArrayList<>();
    assertThat(ObservationLog.read(written(false), read::add).complete()).isFalse();
    assertThat(read).hasSize(2);
  }

  @Test
  void whatWasHandedOverIsOnDiskAfterWaitingForIt() throws IOException {
    Path file = folder.resolve(RunFolder.OBSERVATIONS);
    ObservationLog log = ObservationLog.create(file);
    long before = Files.size(file);
    log.append(rich(0));
    log.awaitWritten();
    assertThat(Files.size(file)).isGreaterThan(before + 50);
    log.close(true);
  }

  @Test
  void everyCutOfTheFileIsReadAsFarAsItGoes() throws IOException {
    byte[] all = Files.readAllBytes(written(true));
    for (int length = 20; length < all.length; length++) {
      Path cut = folder.resolve("cut-" + length);
      Files.write(cut, Arrays.copyOf(all, length));
      List<Observation> read = new ArrayList<>();
      ObservationLog.End end = ObservationLog.read(cut, read::add);
      assertThat(end.count()).isEqualTo(read.size()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void fileThatIsNoGzipIsRefused() throws IOException {
    Path file = folder.resolve("x.gz");
    Files.writeString(file, "not a gzip file at all");
    assertThatThrownBy(() -> ObservationLog.read(file, seen -> {}))
        .hasMessageContaining("not a gzip file");
  }

  @Test
  void gapsOfAPhaseAddUpOverItsSeconds() throws IOException {
    Path file = folder.resolve(RunFolder.INTERVALS);
    try (GapIntervals gaps = GapIntervals.create(file)) {
      gaps.record(Phase.STANDARD, 1000);
      gaps.record(Phase.OVERFLOW, 5000);
      gaps.tick(1_000_000_000L);
      gaps.record(Phase.STANDARD, 3000);
      gaps.tick(2_000_000_000L);
    }
    var read = GapIntervals.read(file);
    assertThat(requireNonNull(read.get(Phase.STANDARD)).getTotalCount()).isEqualTo(2);
    assertThat(requireNonNull(read.get(Phase.OVERFLOW)).getMaxValue()).isBetween(5000L, 5010L);
    assertThat(requireNonNull(read.get(Phase.RECOVERY)).getTotalCount()).isZero();
  }

  /** A range that grows while two threads record can be written too small to be read again. */
  @Test
  void rangeOfGapsIsFixedAndALongerOneCountsAsItsEnd() throws IOException {
    Path file = folder.resolve(RunFolder.INTERVALS);
    try (GapIntervals gaps = GapIntervals.create(file)) {
      gaps.record(Phase.STANDARD, 1);
      gaps.tick(1_000_000_000L);
      gaps.record(Phase.STANDARD, Long.MAX_VALUE);
      gaps.tick(2_000_000_000L);
    }
    try (HistogramLogReader lines = new HistogramLogReader(file.toFile())) {
      for (int line = 0; line < 2; line++) {
        assertThat(((Histogram) lines.nextIntervalHistogram()).getHighestTrackableValue())
            .isEqualTo(GapIntervals.LONGEST_MICROS);
      }
    }
    Histogram read = requireNonNull(GapIntervals.read(file).get(Phase.STANDARD));
    assertThat(read.getTotalCount()).isEqualTo(2);
    assertThat(read.getMaxValue()).isBetween(3_599_000_000L, 3_603_000_000L);
  }

  @Test
  void faultEventsComeBackAndACutOffLineIsLeftOut() throws IOException {
    Path file = folder.resolve(RunFolder.FAULTS);
    FaultEvent event =
        new FaultEvent(
            "kill-1",
            FaultKind.KILL,
            "worker-0",
            FaultStep.EFFECT,
            5,
            true,
            "gone",
            OptionalInt.empty(),
            Optional.of(
                new FaultEvent.VictimLoad(
                    OptionalInt.of(2), List.of("a"), true, OptionalLong.of(0))));
    try (JsonLines lines = JsonLines.appendTo(file)) {
      lines.append(event);
    }
    Files.writeString(file, "{\"fault\":\"kil", StandardOpenOption.APPEND);
    assertThat(JsonLines.read(file, FaultEvent.class)).containsExactly(event);
  }

  @Test
  void brokenLineInTheMiddleIsAnError() throws IOException {
    Path file = folder.resolve(RunFolder.METRICS);
    Files.writeString(file, "{oops\n{}\n");
    assertThatThrownBy(() -> JsonLines.read(file, MetricSample.class))
        .hasMessageContaining("metrics.jsonl, line 1");
  }

  @Test
  void runFolderHasItsNameAndIsTheLatest() throws IOException {
    Instant start = Instant.parse("2026-01-02T03:04:05Z");
    RunFolder first = RunFolder.create(folder, "migration", start, 7);
    RunFolder second = RunFolder.create(folder, "migration", start, 7);
    assertThat(first.root().getFileName()).hasToString("20260102T030405Z-7");
    assertThat(second.root().getFileName()).hasToString("20260102T030405Z-7-2");
    assertThat(folder.resolve("runs/migration/latest").toRealPath())
        .isEqualTo(second.root().toRealPath());
  }

  @Test
  void valuesAreWrittenWholeAndReadBack() throws IOException {
    RunFolder run = RunFolder.create(folder, "migration", Instant.EPOCH, 1);
    Environment environment =
        new Environment(
            1,
            "2026-01-02T03:04:05Z",
            "c",
            Map.of("cores", "2"),
            Map.of(),
            VersionProfile.UNKNOWN,
            Map.of());
    run.write(RunFolder.ENVIRONMENT, environment);
    assertThat(run.read(RunFolder.ENVIRONMENT, Environment.class)).isEqualTo(environment);
    try (var files = Files.list(run.root())) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("logs", RunFolder.ENVIRONMENT);
    }
  }

  @Test
  void folderWithoutASpecIsNoRun() {
    assertThatThrownBy(() -> RunFolder.open(folder)).hasMessageContaining("is not a run folder");
  }

  @Test
  void specOfAnotherVersionIsRefused() throws IOException {
    Files.write(folder.resolve(RunFolder.SPEC), "{\"schema\":99}".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> RunFolder.open(folder).spec()).isInstanceOf(IOException.class);
  }

  @Test
  void edgesAreNumberedInTheirOrder() {
    FaultEdges edges = new FaultEdges();
    assertThat(edges.add(10)).isZero();
    assertThat(edges.add(20)).isEqualTo(1);
    assertThat(edges.count()).isEqualTo(2);
    assertThat(edges.at(1)).isEqualTo(20);
  }

  @Test
  void inFlightViewCounts() {
    InFlight view = new InFlight();
    view.begin();
    view.begin();
    view.begin();
    view.firstToken();
    view.firstToken();
    view.end(Outcome.COMPLETED, true);
    view.end(Outcome.BROKEN, false);
    assertThat(view.open()).isEqualTo(1);
    assertThat(view.streams()).isEqualTo(1);
    assertThat(view.completed()).isEqualTo(1);
    assertThat(view.failed()).isEqualTo(1);
  }
}
