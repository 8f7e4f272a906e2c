package io.faultstream.target.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.process.Journal;
import io.faultstream.process.Signal;
import io.faultstream.spec.LocalSpec;
import io.faultstream.spec.Split;
import io.faultstream.spec.Split.PrefillCancel;
import io.faultstream.spec.TargetSpec;
import io.faultstream.target.HttpProbe;
import io.faultstream.target.Metrics;
import io.faultstream.target.TargetContext;
import io.faultstream.target.Worker;
import io.faultstream.target.WorkerControl;
import io.faultstream.target.processes.ProcessTarget;
import io.faultstream.time.Chance;
import io.faultstream.time.Poll;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Dynamo with the counting engine: in the split topology, and one that ignores a cancel. */
@Timeout(120)
final class LocalSplitIT {
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final Duration EVERY = Duration.ofMillis(20);
  private static final String RUNNING = "vllm:num_requests_running";
  private static final String COMPUTED = "vllm:generation_tokens_total";
  private static final String ENDED = "vllm:request_success_total";
  private static final Pattern NUMBER = Pattern.compile("\"text\":\" (\\d+)\"");

  /** Some seconds, so that what is asked meanwhile has its answer before the last. */
  private static final int TOKENS = 800;

  private static final int SEEN = 30;

  @TempDir Path folder;

  private static LocalSpec counting(double prefillMillis, String defect) {
    InstalledDynamo.require();
    return LocalSpecs.counting(LocalSpecs.counting(InstalledDynamo.HOME), prefillMillis, defect);
  }

  /** What is done with a target that serves. */
  private interface Trial {
    void with(ProcessTarget target, WorkerControl control) throws Exception;
  }

  private void started(TargetSpec spec, Trial trial) throws Exception {
    try (Journal journal = Journal.open(folder.resolve("journal.jsonl"))) {
      TargetContext context = new TargetContext(folder, journal, new Chance(7));
      try (ProcessTarget target = new ProcessTarget(new LocalDynamo(spec), context)) {
        target.start();
        trial.with(target, target.workers().orElseThrow());
      }
    }
  }

  @Test
  void splitDynamoGivesTheWholeTextAlsoWhenADecodeWorkerIsKilled() throws Exception {
    Split split = new Split(1, PrefillCancel.COMPLETE);
    TargetSpec spec = LocalSpecs.target(counting(5, "none")).with(split);
    started(
        spec,
        (target, control) -> {
          assertThat(control.workers())
              .extracting(Worker::name)
              .containsExactlyInAnyOrder("prefill-0", "worker-0", "worker-1");
          Worker prefill = worker(control, Worker::prefills);
          try (Stream<String> lines = lines(target)) {
            Iterator<Integer> numbers = numbers(lines).iterator();
            assertThat(next(numbers, SEEN)).isEqualTo(counted(0, SEEN));
            assertThat(figure(prefill, RUNNING)).isZero();
            Worker victim = worker(control, one -> figure(one, RUNNING) == 1);
            assertThat(control.signal(victim, Signal.KILL)).isTrue();
            assertThat(next(numbers, TOKENS)).isEqualTo(counted(SEEN, TOKENS));
          }
          // The stream that moved had its prompt computed once more.
          assertThat(figure(prefill, ENDED)).isEqualTo(2);
        });
  }

  @Test
  void cancelThatTheEngineIgnoresIsSeenByItsOwnFiguresOnly() throws Exception {
    TargetSpec spec = LocalSpecs.target(counting(0, "ignore-cancel"));
    started(
        spec,
        (target, control) -> {
          try (Stream<String> lines = lines(target)) {
            assertThat(next(numbers(lines).iterator(), SEEN)).isEqualTo(counted(0, SEEN));
          }
          Worker serving = worker(control, one -> figure(one, RUNNING) == 1);
          await(() -> control.inFlight(serving).orElse(1) == 0);
          assertThat(figure(serving, "dynamo_component_requests_total")).isEqualTo(1);
          assertThat(figure(serving, RUNNING)).isEqualTo(1);
          assertThat(figure(serving, COMPUTED)).isLessThan(TOKENS);
          await(() -> figure(serving, RUNNING) == 0);
          assertThat(figure(serving, COMPUTED)).isEqualTo(TOKENS);
          assertThat(Files.readString(serving.log()))
              .containsPattern(
                  "Z counting: request finished id=\\S+ sent="
                      + TOKENS
                      + " reason=length late=\\d+")
              .doesNotContain("request aborted");
        });
  }

  @Test
  void cancelledRequestIsAbortedAndCounted() throws Exception {
    started(
        LocalSpecs.target(counting(0, "none")),
        (target, control) -> {
          try (Stream<String> lines = lines(target)) {
            assertThat(next(numbers(lines).iterator(), SEEN)).isEqualTo(counted(0, SEEN));
          }
          Worker serving = worker(control, one -> figure(one, COMPUTED) > 0);
          await(() -> figure(serving, RUNNING) == 0);
          assertThat(figure(serving, COMPUTED)).isLessThan(TOKENS);
          assertThat(metrics(serving).sum(ENDED, "finished_reason", "abort")).isEqualTo(1);
          assertThat(Files.readString(serving.log()))
              .containsPattern("\\.\\d{6}Z counting: request aborted id=\\S+ sent=\\d+ cause=");
        });
  }

  private static Stream<String> lines(ProcessTarget target) throws Exception {
    String body =
        "{\"model\":\"tiny\",\"prompt\":\"1 2\",\"stream\":true,\"max_tokens\":" + TOKENS + "}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(target.baseUri() + "/v1/completions"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofLines()).body();
  }

  private static Stream<Integer> numbers(Stream<String> lines) {
    return lines.map(NUMBER::matcher).filter(Matcher::find).map(m -> Integer.valueOf(m.group(1)));
  }

  /** So many, or all that are left. */
  private static List<Integer> next(Iterator<Integer> numbers, int many) {
    return Stream.generate(() -> numbers)
        .limit(many)
        .takeWhile(Iterator::hasNext)
        .map(Iterator::next)
        .toList();
  }

  private static List<Integer> counted(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  private static Metrics metrics(Worker worker) throws InterruptedException {
    return Metrics.parse(new HttpProbe(WITHIN).get(worker.system().resolve("/metrics")).body());
  }

  private static double figure(Worker worker, String name) throws InterruptedException {
    return metrics(worker).sum(name);
  }

  /** A question to a worker. */
  private interface Asked {
    boolean of(Worker worker) throws InterruptedException;
  }

  private static Worker worker(WorkerControl control, Asked asked) throws InterruptedException {
    for (Worker worker : control.workers()) {
      if (asked.of(worker)) {
        return worker;
      }
    }
    throw new AssertionError("no such worker");
  }

  /** A condition outside. */
  private interface Condition {
    boolean holds() throws InterruptedException;
  }

  private static void await(Condition condition) throws InterruptedException {
    Poll.Question<Boolean> question = () -> Optional.of(condition.holds()).filter(all -> all);
    assertThat(Poll.until(WITHIN, EVERY, question)).isPresent();
  }
}
