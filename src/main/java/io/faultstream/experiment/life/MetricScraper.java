package io.faultstream.experiment.life;

import io.faultstream.history.MetricSample;
import io.faultstream.history.TargetGauge;
import io.faultstream.target.HttpProbe;
import io.faultstream.target.Metrics;
import io.faultstream.time.Poll;
import io.faultstream.time.RunClock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reads the target's metrics into the chronicle, without the buckets of histograms: sums and counts
 * stay. Once before the first request ({@link #prepare}), each second ({@link #scrape}), and once
 * after the last has ended ({@link #finish}), so that what was counted over the whole run is exact.
 * All sources are asked at once; one that does not answer is a sample that is not ok. One round
 * takes no longer than {@link #ROUND}. Used by one thread after the other.
 */
final class MetricScraper {
  /** All sources together. */
  static final Duration ROUND = Duration.ofSeconds(2);

  /** One source. */
  static final Duration DEADLINE = Duration.ofMillis(800);

  /** A target needs some milliseconds to notice that the last connections were closed. */
  private static final Duration QUIET_WITHIN = Duration.ofSeconds(2);

  /** A frontend may be slow to answer at first; with the last round it is 5 s. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5).minus(ROUND);

  private static final Duration ANSWER_EVERY = Duration.ofMillis(100);

  private static final Duration QUIET_EVERY = Duration.ofMillis(50);
  private static final int THREADS = 8;
  private static final String FRONTEND = "frontend";

  private final Supplier<Map<String, URI>> sources;
  private final RunClock clock;
  private final Chronicle chronicle;
  private final HttpProbe probe;
  private final ExecutorService asking =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "asking");
            thread.setDaemon(true);
            return thread;
          });

  private List<MetricSample> before = List.of();

  /**
   * Reads these sources, by name; a restart may change where one of them is. The probe's deadline
   * is {@link #DEADLINE}.
   */
  MetricScraper(
      Supplier<Map<String, URI>> sources, RunClock clock, Chronicle chronicle, HttpProbe probe) {
    this.sources = sources;
    this.clock = clock;
    this.chronicle = chronicle;
    this.probe = probe;
  }

  /**
   * Reads before the first request until the frontend has answered once, for at most 5 s; the last
   * reading is kept until the clock has its zero.
   */
  void prepare() throws InterruptedException {
    var unused =
        Poll.until(
            ANSWER_WITHIN,
            ANSWER_EVERY,
            () -> {
              before = read();
              return Optional.of(true).filter(any -> before.stream().noneMatch(this::silent));
            });
  }

  /** Writes what was read before: it lies before the zero, which was moved by so much since. */
  void begin(long movedNanos) {
    for (MetricSample sample : before) {
      long at = sample.atNanos() - movedNanos;
      chronicle.metrics(new MetricSample(at, sample.source(), sample.ok(), sample.values()));
    }
    before = List.of();
  }

  /** Reads now. */
  void scrape() {
    try {
      read().forEach(chronicle::metrics);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Reads once more when no request is open any more, then never again. Asks until the frontend has
   * answered and nobody has a request in flight, for at most {@link #QUIET_WITHIN} and a round; one
   * sample of each source is written, the last that is ok where there is one: its gauges say
   * whether the frontend became quiet.
   */
  void finish() throws InterruptedException {
    Map<String, MetricSample> last = new TreeMap<>();
    try {
      var unused =
          Poll.until(
              QUIET_WITHIN,
              QUIET_EVERY,
              () -> {
                List<MetricSample> round = read();
                round.forEach(s -> last.merge(s.source(), s, (old, now) -> now.ok() ? now : old));
                return Optional.of(true).filter(any -> round.stream().allMatch(this::quiet));
              });
    } finally {
      abandon();
    }
    last.values().forEach(chronicle::metrics);
  }

  /** Never reads again, and gives up what is being asked. */
  void abandon() {
    asking.shutdownNow();
  }

  /** A worker that does not answer may be a victim; the frontend is waited for. */
  private boolean silent(MetricSample sample) {
    return !sample.ok() && sample.source().equals(FRONTEND);
  }

  private boolean quiet(MetricSample sample) {
    return !silent(sample)
        && Arrays.stream(TargetGauge.values())
            .allMatch(gauge -> gauge.largest(sample.values()).orElse(0) <= 0);
  }

  private List<MetricSample> read() throws InterruptedException {
    try {
      return readAll(sources.get());
    } catch (RuntimeException e) {
      chronicle.mishap("the target's metrics could not be read: " + e);
      return List.of();
    }
  }

  private List<MetricSample> readAll(Map<String, URI> addresses) throws InterruptedException {
    List<Callable<MetricSample>> questions = new ArrayList<>();
    addresses.forEach((source, address) -> questions.add(() -> sample(source, probe.get(address))));
    List<Future<MetricSample>> answers =
        asking.invokeAll(questions, ROUND.toMillis(), TimeUnit.MILLISECONDS);
    List<MetricSample> samples = new ArrayList<>();
    for (String source : addresses.keySet()) {
      samples.add(sample(source, answers.get(samples.size())));
    }
    return samples;
  }

  private MetricSample sample(String source, Future<MetricSample> answer)
      throws InterruptedException {
    try {
      return answer.isCancelled() ? none(source) : answer.get();
    } catch (ExecutionException e) {
      chronicle.mishap("the metrics of " + source + " could not be read: " + e.getCause());
      return none(source);
    }
  }

  private MetricSample none(String source) {
    return new MetricSample(clock.nanos(), source, false, Map.of());
  }

  private MetricSample sample(String source, HttpProbe.Answer answer) {
    long at = clock.nanos();
    Map<String, Double> kept = new TreeMap<>();
    if (answer.ok()) {
      Metrics.parse(answer.body())
          .series()
          .forEach(
              (name, value) -> {
                if (!name.contains("_bucket{") && Double.isFinite(value)) {
                  kept.put(probe.redacted(name), value);
                }
              });
    }
    return new MetricSample(at, source, answer.ok(), kept);
  }
}
