package io.faultstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.RunFolder;
import io.faultstream.judge.claims.Claims;
import io.faultstream.measure.SampleHistory;
import io.faultstream.spec.Expectation;
import io.faultstream.spec.TargetKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code judge} of folders that are cut off, damaged, or nobody's. */
final class DamagedFolderTest {
  private static final int BAD_USAGE = 64;
  private static final int INCONCLUSIVE = 3;

  @TempDir Path root;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
  private final SampleHistory run = SampleHistory.migrated();
  private RunFolder folder;

  @BeforeEach
  void write() {
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    run.spec =
        run.spec.withClaims(Claims.following(Expectation.MIGRATE, true, TargetKind.EMBEDDED));
    folder = run.write(root);
  }

  @AfterEach
  void giveBack() {
    System.setOut(out);
    System.setErr(err);
  }

  private int judge() {
    return Main.run("judge", folder.root().toString());
  }

  private Map<String, String> content() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder.root())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.put(
            folder.root().relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return all;
  }

  /** Refused with one line that names the file and says why, and nothing is written. */
  private void assertRefused(String file, String why) throws IOException {
    Map<String, String> before = content();

    int exit = judge();

    String line = complained.toString(StandardCharsets.UTF_8);
    assertThat(line.strip()).contains(file).contains(why).doesNotContain("\n");
    assertThat(exit).isEqualTo(BAD_USAGE);
    assertThat(content()).isEqualTo(before);
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void wholeRunIsJudgedAndWritten() throws IOException {
    assertThat(judge()).as(said + "" + complained).isZero();
    assertThat(content()).containsKeys(RunFolder.VERDICT, RunFolder.SUMMARY, RunFolder.REPORT);
  }

  /** As after kill -9 at 31.4 s: what ends later is not there, and neither is the end mark. */
  @ParameterizedTest
  @CsvSource({"31.4, in overflow", "3.2, in warmup", "66.0, after its last phase"})
  void runThatWasCutOffIsInconclusiveAndSaysWhen(double seconds, String where) throws IOException {
    long at = (long) (seconds * SampleHistory.SECOND);
    run.seen.removeIf(o -> o.times().end() > at);
    run.events.removeIf(e -> e.atNanos() > at);
    run.metrics.removeIf(m -> m.atNanos() > at);
    run.metrics.add(
        new io.faultstream.history.MetricSample(at, "worker-1", true, Map.of("up", 1.0)));
    run.endMark = false;
    folder = run.write(root);

    assertThat(judge()).isEqualTo(INCONCLUSIVE);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .startsWith("INCONCLUSIVE")
        .contains("the run was cut off at " + seconds + " s " + where);
  }

  @Test
  void gzipThatEndsInTheMiddleIsARunThatWasCutOff() throws IOException {
    Path file = folder.file(RunFolder.OBSERVATIONS);
    byte[] all = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(all, all.length / 2));
    Path gaps = folder.file(RunFolder.INTERVALS);
    byte[] log = Files.readAllBytes(gaps);
    Files.write(gaps, Arrays.copyOf(log, log.length - 40));

    assertThat(judge()).as("%s", complained).isEqualTo(INCONCLUSIVE);
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("the run was cut off at");
  }

  @Test
  void brokenGzipIsRefused() throws IOException {
    Path file = folder.file(RunFolder.OBSERVATIONS);
    byte[] all = Files.readAllBytes(file);
    for (int i = 0; i < 64; i++) {
      all[all.length / 2 + i] ^= 0x5a;
    }
    Files.write(file, all);

    assertRefused(RunFolder.OBSERVATIONS, "is broken");
  }

  @Test
  void wrongChecksumOrWhatIsNoGzipIsRefused() throws IOException {
    Path file = folder.file(RunFolder.OBSERVATIONS);
    byte[] all = Files.readAllBytes(file);
    all[all.length - 6] ^= 1;
    Files.write(file, all);
    assertRefused(RunFolder.OBSERVATIONS, "is broken");

    complained.reset();
    Files.writeString(file, "these are no requests");
    assertRefused(RunFolder.OBSERVATIONS, "is not a gzip file");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"id\":', line 4",
    "{}, line 4: it is no observation",
    "null, line 4: it is no observation",
    "'', line 4",
  })
  void brokenLineAmongTheRequestsIsRefused(String line, String why) throws IOException {
    Path file = folder.file(RunFolder.OBSERVATIONS);
    String[] lines = observations(file).split("\n", -1);
    lines[3] = line;
    write(file, String.join("\n", lines));

    assertRefused(RunFolder.OBSERVATIONS, why);
  }

  @Test
  void requestThatIsMissingBeforeTheEndMarkIsRefused() throws IOException {
    Path file = folder.file(RunFolder.OBSERVATIONS);
    String all = observations(file);
    write(file, all.substring(all.indexOf('\n') + 1));

    assertRefused(RunFolder.OBSERVATIONS, "requests were read, its end mark is");
  }

  private static String observations(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return new String(
        new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(),
        StandardCharsets.UTF_8);
  }

  private static void write(Path file, String text) throws IOException {
    try (var gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {RunFolder.METRICS, RunFolder.FAULTS, RunFolder.MISHAPS})
  void brokenLineInTheMiddleOfAnyOtherRecordIsRefused(String name) throws IOException {
    Files.writeString(folder.file(name), "{\"atNanos\": 12,\n{}\n");

    assertRefused(name, "line 1 is broken");
  }

  @Test
  void brokenRecordOfGapsIsRefused() throws IOException {
    Path file = folder.file(RunFolder.INTERVALS);
    String text = Files.readString(file);
    Files.writeString(file, text.replaceFirst("HIST[A-Za-z0-9+/]{8}", "HISTxxxxxxxx"));

    assertRefused(RunFolder.INTERVALS, "is broken");
  }

  @ParameterizedTest
  @ValueSource(strings = {RunFolder.SPEC, RunFolder.ENVIRONMENT})
  void truncatedJsonIsRefused(String name) throws IOException {
    String text = Files.readString(folder.file(name));
    Files.writeString(folder.file(name), text.substring(0, text.length() / 2));

    assertRefused(name, "is not as expected");
  }

  @ParameterizedTest
  @ValueSource(strings = {RunFolder.ENVIRONMENT, RunFolder.OBSERVATIONS, RunFolder.INTERVALS})
  void missingFileIsRefused(String name) throws IOException {
    Files.delete(folder.file(name));

    assertRefused(name, "is missing");
  }

  @Test
  void specOfAnotherSchemaIsRefused() throws IOException {
    String spec = Files.readString(folder.file(RunFolder.SPEC));
    Files.writeString(
        folder.file(RunFolder.SPEC), spec.replaceFirst("\"schema\" : 2", "\"schema\" : 99"));

    assertRefused(RunFolder.SPEC, "has schema 99, this version reads 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"name\": \"somebody's\"}", "[]", "null", "", "{\"schema\": \"1\"}"})
  void foreignFolderWithASpecOfItsOwnIsRefused(String spec) throws IOException {
    Files.writeString(folder.file(RunFolder.SPEC), spec);

    assertRefused(RunFolder.SPEC, "is not ");
  }

  @Test
  void foreignFolderIsRefused() throws IOException {
    folder = new RunFolder(Files.createDirectory(root.resolve("photos")));
    Files.writeString(folder.file("holiday.txt"), "sun");

    assertRefused("photos", "is not a run folder: it has no spec.json");
  }
}
