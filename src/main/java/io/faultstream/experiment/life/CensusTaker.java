package io.faultstream.experiment.life;

import io.faultstream.history.MetricSample;
import io.faultstream.history.census.CensusSeries;
import io.faultstream.history.generator.GeneratorSeries;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.process.census.Holdings;
import io.faultstream.time.Poll;
import io.faultstream.time.RunClock;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Counts what this process and those of the target hold: each second, and once after the last
 * request. A process that is gone is a sample that is not ok. Where the kernel does not tell,
 * nothing is written. Looking takes some 5 µs of CPU for a descriptor; where there are so many that
 * a look took more than 1 % of a second, the next ones are left out until it was 1 % of the time.
 * Used by one thread after the other.
 */
final class CensusTaker {
  /** Both ends need some milliseconds to close what the last requests had open. */
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(2);

  private static final Duration SETTLED_EVERY = Duration.ofMillis(100);

  /** At most one part in so many of a core. */
  private static final long SHARE = 100;

  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private final Supplier<Map<String, ProcessIdentity>> processes;
  private final RunClock clock;
  private final Consumer<MetricSample> into;
  private final boolean told = Holdings.told();
  private long dueNanos = Long.MIN_VALUE;

  /** Looks into these processes, by name, and into this one; a restart may change them. */
  CensusTaker(
      Supplier<Map<String, ProcessIdentity>> processes,
      RunClock clock,
      Consumer<MetricSample> into) {
    this.processes = processes;
    this.clock = clock;
    this.into = into;
  }

  /** Looks now, unless the last look was too dear. */
  void take() {
    long now = clock.nanos();
    if (now >= dueNanos) {
      long begun = CPU.getCurrentThreadCpuTime();
      read().forEach(into);
      dueNanos = now + SHARE * (CPU.getCurrentThreadCpuTime() - begun);
    }
  }

  /**
   * Looks when no request is open any more: until nothing is being closed, for at most {@link
   * #SETTLED_WITHIN}; the last look is written.
   */
  void finish() throws InterruptedException {
    List<List<MetricSample>> looks = new ArrayList<>(List.of(read()));
    var unused =
        Poll.until(
            SETTLED_WITHIN,
            SETTLED_EVERY,
            () -> {
              List<MetricSample> now = read();
              List<MetricSample> before = looks.set(0, now);
              return Optional.of(true).filter(any -> files(now).equals(files(before)));
            });
    looks.get(0).forEach(into);
  }

  private static Map<String, Double> files(List<MetricSample> look) {
    Map<String, Double> files = new HashMap<>();
    look.forEach(one -> files.put(one.source(), CensusSeries.FILES.in(one).orElse(0)));
    return files;
  }

  private List<MetricSample> read() {
    if (!told) {
      return List.of();
    }
    Map<String, ProcessIdentity> all = new TreeMap<>(processes.get());
    all.put(GeneratorSeries.SOURCE, ProcessIdentity.ours());
    List<MetricSample> samples = new ArrayList<>();
    all.forEach((name, process) -> samples.add(sample(name, process)));
    return samples;
  }

  private MetricSample sample(String name, ProcessIdentity process) {
    Map<String, Double> values = new HashMap<>();
    Holdings.of(process)
        .ifPresent(
            held -> {
              CensusSeries.PID.put(values, process.pid());
              CensusSeries.START.put(values, process.startTicks());
              CensusSeries.FILES.put(values, held.files());
              CensusSeries.SOCKETS.put(values, held.sockets());
              CensusSeries.THREADS.put(values, held.threads());
              CensusSeries.RESIDENT.put(values, held.residentBytes());
            });
    return new MetricSample(clock.nanos(), CensusSeries.source(name), !values.isEmpty(), values);
  }
}
