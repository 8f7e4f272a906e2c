package io.faultstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.RunFolder;
import io.faultstream.judge.Judgement;
import io.faultstream.judge.Verdict;
import io.faultstream.process.Journal;
import io.faultstream.process.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunsCommandTest {
  private static final int BAD_USAGE = 64;

  @TempDir private Path results = Path.of("");

  private RunFolder run(String day) throws IOException {
    RunFolder folder = RunFolder.create(results, "migration", Instant.parse(day + "T03:00:00Z"), 7);
    folder.write(
        RunFolder.VERDICT,
        new Judgement(
            Judgement.SCHEMA, "migration", "embedded", Verdict.PASS, "all hold", List.of()));
    return folder;
  }

  private Said say(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--results";
    all[arguments.length + 1] = results.toString();
    return Said.by(all);
  }

  private boolean there(RunFolder folder) {
    return Files.exists(folder.root());
  }

  @Test
  void runsAreListedTheNewestFirst() throws IOException {
    run("2026-03-01");
    Files.delete(run("2026-03-03").file(RunFolder.VERDICT));
    run("2026-03-02");
    Files.createDirectories(results.resolve("runs/migration/somebody's notes"));

    Said said = say("runs");

    assertThat(said.exit()).isZero();
    assertThat(said.out().lines().toList())
        .hasSize(4)
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).contains("20260303T030000Z-7", "NONE");
              assertThat(lines.get(1)).contains("20260302T030000Z-7         * PASS", "all hold");
              assertThat(lines.get(2)).contains("20260301T030000Z-7");
              assertThat(lines.get(3)).startsWith("3 runs, ");
            });
  }

  @Test
  void oldRunsGoAndNothingElse() throws IOException {
    RunFolder old = run("2025-01-01");
    RunFolder kept = run("2025-01-02");
    Path notes = Files.createDirectories(results.resolve("runs/migration/notes"));
    Path remains = Files.createDirectories(results.resolve("runs/migration/.going-x"));
    Path elsewhere = Files.createDirectories(results.resolve("elsewhere"));
    Files.createSymbolicLink(old.file("link"), elsewhere);

    Said dry = say("runs", "prune", "--older-than", "30d", "--keep", "1", "--dry-run");
    assertThat(dry.out()).contains("would go  migration/20250101T030000Z-7");
    assertThat(there(old)).isTrue();

    Said said = say("runs", "prune", "--older-than", "30d", "--keep", "1");
    assertThat(said.exit()).isZero();
    assertThat(said.out())
        .contains("removed   migration/20250101T030000Z-7", "1 of 2 runs removed, 1 kB");
    assertThat(there(old)).isFalse();
    assertThat(there(kept)).isTrue();
    assertThat(notes).exists();
    assertThat(elsewhere).exists();
    assertThat(remains).doesNotExist();
  }

  @Test
  void neededRunsStay() throws IOException {
    RunFolder accepted = run("2025-01-01");
    RunFolder broken = run("2025-01-02");
    RunFolder latest = run("2025-01-03");
    Path baselines = Files.createDirectories(results.resolve("baselines/migration"));
    Files.writeString(
        baselines.resolve("0f.json"), "{\"schema\":1,\"runs\":[{\"run\":\"20250101T030000Z-7\"}]}");
    try (Journal journal = Journal.open(broken.file(RunFolder.JOURNAL))) {
      journal.record("unknown-thing", Map.of("name", "x"));
    }

    Said said = say("runs", "prune", "--keep", "0");

    assertThat(said.out())
        .contains("20250101T030000Z-7  1 kB: a baseline names it")
        .contains("20250102T030000Z-7  1 kB: it is alive")
        .contains("20250103T030000Z-7  1 kB: it is the latest")
        .contains("0 of 3 runs removed");
    assertThat(List.of(accepted, broken, latest)).allMatch(this::there);
  }

  @Test
  void baselineThatCannotBeReadKeepsEverything() throws IOException {
    RunFolder old = run("2025-01-01");
    run("2025-01-02");
    Path baselines = Files.createDirectories(results.resolve("baselines/migration"));
    for (String text : List.of("{nonsense", "{}", "{\"runs\":[{}]}")) {
      Files.writeString(baselines.resolve("0f.json"), text);

      Said said = say("runs", "prune", "--keep", "0");

      assertThat(said.exit()).isEqualTo(BAD_USAGE);
      assertThat(said.err()).contains("0f.json").hasLineCount(1);
      assertThat(there(old)).isTrue();
    }
  }

  @Test
  void nothingIsRemovedWhileARunGoesOn() throws IOException {
    RunFolder old = run("2025-01-01");
    run("2025-01-02");
    try (RunLock lock = RunLock.acquire(results, "a run")) {
      lock.describe("a run that goes on");

      Said said = say("runs", "prune", "--keep", "0");

      assertThat(said.exit()).isEqualTo(BAD_USAGE);
      assertThat(said.err()).contains("a run that goes on", "prune when it has ended");
      assertThat(there(old)).isTrue();
    }
  }

  @Test
  void badUsageIsOneClearLineFirst() throws IOException {
    assertThat(say("runs").err()).contains("there are no runs").hasLineCount(1);
    run("2025-01-01");
    assertThat(say("runs", "prune").err()).startsWith("--older-than or --keep must be given");
    assertThat(say("runs", "prune", "--keep", "-1").err()).startsWith("--keep must not be");
    assertThat(say("runs", "prune", "--older-than", "soon").err()).contains("'soon' is no age");
    assertThat(say("runs", "prune").exit()).isEqualTo(BAD_USAGE);
  }

  @Test
  void historyHasARowARunAndKeepsThoseThatAreGone() throws IOException {
    run("2025-01-01");
    run("2025-01-02");
    Path file = results.resolve("history/migration.csv");

    assertThat(say("history").exit()).isZero();
    assertThat(say("history").out()).contains("2 runs, 0 new");
    say("runs", "prune", "--keep", "1");
    run("2025-01-03");
    assertThat(say("history").out()).contains("3 runs, 1 new");

    assertThat(Files.readAllLines(file))
        .hasSize(4)
        .satisfies(lines -> assertThat(lines.get(1)).startsWith("2025-01-01T03:00:00Z,,"));
    Files.writeString(file, "a,b\n1,2\n");
    assertThat(say("history").err()).contains("is no history of runs").hasLineCount(1);
  }
}
