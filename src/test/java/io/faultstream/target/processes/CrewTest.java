package io.faultstream.target.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.process.ChildProcess;
import io.faultstream.process.Journal;
import io.faultstream.process.Launch;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.process.Signal;
import io.faultstream.target.Target.Ended;
import io.faultstream.time.Poll;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class CrewTest {
  private static final Duration SHORT = Duration.ofSeconds(5);

  /** Says that it was asked to end, and does not; with a process of its own. */
  private static final String STUBBORN =
      "trap 'echo asked' TERM; sleep 600 & while :; do wait; done";

  @TempDir Path folder;

  @Test
  void whoInterruptsTheEndLeavesNobodyBehind() throws Exception {
    try (Journal journal = Journal.open(folder.resolve("journal.jsonl"))) {
      Crew crew = new Crew(journal);
      ChildProcess first = crew.start(stubborn("first"));
      ChildProcess second = crew.start(stubborn("second"));
      List<ProcessIdentity> all = new ArrayList<>();
      for (ChildProcess child : List.of(first, second)) {
        all.add(child.identity());
        all.add(until(() -> child.family().others().stream().findFirst()));
      }
      try {
        FutureTask<Boolean> ending =
            new FutureTask<>(
                () -> {
                  crew.end();
                  return Thread.currentThread().isInterrupted();
                });
        Thread thread = new Thread(ending, "ending");
        thread.start();
        until(() -> Optional.of(first.tail(1)).filter(lines -> lines.contains("asked")));
        thread.interrupt();
        assertThat(ending.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(all).noneMatch(ProcessIdentity::alive);
        assertThat(Journal.openEntries(folder.resolve("journal.jsonl"))).isEmpty();
      } finally {
        for (ProcessIdentity process : all) {
          Signal.KILL.sendTo(process);
        }
      }
    }
  }

  @Test
  void latestOfEachNameIsTheOneThatWasStartedLast() throws Exception {
    try (Journal journal = Journal.open(folder.resolve("journal.jsonl"))) {
      Crew crew = new Crew(journal);
      try {
        crew.start(sleeping("first"));
        ChildProcess second = crew.start(sleeping("second"));
        ChildProcess again = crew.start(sleeping("first"));

        assertThat(crew.latest())
            .isEqualTo(Map.of("first", again.identity(), "second", second.identity()));
      } finally {
        crew.end();
      }
    }
  }

  @Test
  void endsAreToldWithTheirCodeAndWhetherTheyWereAskedFor() throws Exception {
    try (Journal journal = Journal.open(folder.resolve("journal.jsonl"))) {
      Crew crew = new Crew(journal);
      try {
        ChildProcess killed = crew.start(sleeping("killed"));
        crew.start(new Launch("own", List.of("sh", "-c", "exit 7"), Map.of(), folder.resolve("o")));
        until(() -> Optional.of(crew.ends()).filter(ends -> ends.size() == 1));
        crew.askToEnd(killed.identity());
        Signal.KILL.sendTo(killed.identity());

        assertThat(until(() -> Optional.of(crew.ends()).filter(ends -> ends.size() == 2)))
            .extracting(Ended::name, Ended::exitCode, Ended::asked)
            .containsExactly(Tuple.tuple("killed", 137, true), Tuple.tuple("own", 7, false));
        assertThat(crew.ends().get(1).sentence())
            .isEqualTo("own ended unasked with exit code 7; its log is empty");
      } finally {
        crew.end();
      }
      assertThat(crew.ends()).isEmpty();
    }
  }

  private Launch sleeping(String name) {
    return new Launch(name, List.of("sleep", "600"), Map.of(), folder.resolve(name));
  }

  private Launch stubborn(String name) {
    return new Launch(name, List.of("sh", "-c", STUBBORN), Map.of(), folder.resolve(name));
  }

  private static <T> T until(Poll.Question<T> question) throws InterruptedException {
    return Poll.until(SHORT, Duration.ofMillis(5), question).orElseThrow();
  }
}
