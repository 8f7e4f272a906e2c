package io.faultstream.experiment.life;

import io.faultstream.etcd.EtcdCluster;
import io.faultstream.experiment.generator.LoopLag;
import io.faultstream.experiment.generator.Machine;
import io.faultstream.experiment.store.StoreProbe;
import io.faultstream.history.MetricSample;
import io.faultstream.history.generator.GeneratorSeries;
import io.faultstream.report.Progress;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.Phase;
import io.faultstream.spec.PhaseSpec;
import io.faultstream.target.HttpProbe;
import io.faultstream.target.WorkerControl;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Looks after a run once a second: writes what was recorded, samples the generator and the target,
 * prints how it stands, and ends what must be ended. A thread of its own for the files and the
 * console, another for the target's metrics, which may be slow, a third for the event loops' lag, a
 * fourth that sees which processes end. Where the target has a coordination store of its own, the
 * probe of it runs beside all this.
 */
final class Monitor {
  private static final int PROGRESS_SECONDS = 5;

  /** Stop conditions look at so many seconds together. */
  private static final int STOP_SECONDS = 5;

  /** Ten ticks a second find a loop that is late, and cost it nothing. */
  private static final int LAG_MILLIS = 100;

  private final Play play;
  private final Stage stage;
  private final Chronicle chronicle;
  private final ExperimentSpec spec;
  private final Deque<LiveFigures.Interval> recent = new ArrayDeque<>();
  private final ScheduledExecutorService ticking = thread("monitor");
  private final ScheduledExecutorService scraping = thread("scraper");
  private final ScheduledExecutorService posting = thread("loop-lag");
  private final MetricScraper scraper;
  private final CensusTaker census;
  private final Optional<StoreProbe> probe;
  private final EndsWatch ends;

  /** Of no loop until the injection begins: Gatling has its loops by then. */
  private volatile LoopLag lag;

  private @Nullable Phase phase;
  private int seconds;
  private boolean stopped;
  private boolean timeStopped;

  Monitor(Play play, Stage stage, Chronicle chronicle) {
    this.play = play;
    this.stage = stage;
    this.chronicle = chronicle;
    this.spec = play.spec();
    this.lag = new LoopLag(stage.clock(), List.of());
    HttpProbe probe = new HttpProbe(MetricScraper.DEADLINE, play.setup().access());
    this.scraper =
        new MetricScraper(stage.target()::metricSources, stage.clock(), chronicle, probe);
    this.census = new CensusTaker(stage.target()::processes, stage.clock(), chronicle::metrics);
    this.probe = stage.target().store().map(store -> probe(store, stage, chronicle));
    EndsWatch.Subject processes =
        new EndsWatch.Subject(stage.target()::ends, play.awaitedEnds()::now);
    this.ends = new EndsWatch(processes, stage.clock(), chronicle::end, chronicle::mishap);
  }

  private static StoreProbe probe(EtcdCluster store, Stage stage, Chronicle chronicle) {
    StoreProbe.Listing listing = () -> listed(stage.target().workers());
    StoreProbe.Subject subject = new StoreProbe.Subject(store.store(), store.admin(), listing);
    return new StoreProbe(subject, stage.clock(), chronicle::store, chronicle::mishap);
  }

  private static Optional<Set<String>> listed(Optional<WorkerControl> workers)
      throws InterruptedException {
    return workers.isPresent() ? workers.orElseThrow().instances() : Optional.empty();
  }

  /** A thread that does what is due, and ends with the process. */
  static ScheduledExecutorService thread(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * Reads the target's metrics before anything is sent, for at most 5 s.
   *
   * @throws InterruptedException when interrupted meanwhile
   */
  void prepare() throws InterruptedException {
    scraper.prepare();
  }

  /**
   * The injection begins now.
   *
   * @param movedNanos how far the clock's zero was moved for it
   */
  void begin(long movedNanos) {
    System.out.println(play.console().progressHeader());
    scraper.begin(movedNanos);
    probe.ifPresent(StoreProbe::begin);
    ends.begin();
    LoopLag loops = new LoopLag(stage.clock(), play.eventLoops());
    lag = loops;
    var unusedLag = posting.scheduleAtFixedRate(posts(loops), 0, LAG_MILLIS, TimeUnit.MILLISECONDS);
    var unusedTick = ticking.scheduleAtFixedRate(this::tick, 0, 1, TimeUnit.SECONDS);
    var unusedScrape = scraping.scheduleAtFixedRate(scraper::scrape, 0, 1, TimeUnit.SECONDS);
  }

  /** Each post counts from when it is due: a machine that stood still posts late. */
  private Runnable posts(LoopLag loops) {
    long begun = stage.clock().nanos();
    AtomicLong count = new AtomicLong();
    return () -> loops.post(begun + count.getAndIncrement() * LAG_MILLIS * 1_000_000L);
  }

  /**
   * Ends both threads; what they are doing is finished first. Then the store is read a last time,
   * for at most {@link StoreProbe#FINISH_WITHIN}, the target's metrics are read a last time, and
   * what all processes hold: no request is open any more, and the target still runs. Not so in a
   * run that was cut off: nothing can be compared in it, and its target waits to be ended. Until
   * all that is done it is still seen at once who has ended.
   *
   * @param cutOff whether the run was cut off
   */
  void close(boolean cutOff) {
    ends.closeAfter(() -> finish(cutOff));
  }

  private void finish(boolean cutOff) {
    posting.shutdownNow();
    ticking.shutdown();
    scraping.shutdown();
    try {
      boolean ended =
          ticking.awaitTermination(5, TimeUnit.SECONDS)
              && scraping.awaitTermination(5, TimeUnit.SECONDS);
      if (!ended) {
        chronicle.mishap("the monitor did not end within 10 s");
      }
      if (cutOff) {
        probe.ifPresent(StoreProbe::abandon);
        scraper.abandon();
      } else {
        if (probe.isPresent()) {
          probe.orElseThrow().finish();
        }
        scraper.finish();
        census.finish();
      }
    } catch (InterruptedException e) {
      probe.ifPresent(StoreProbe::abandon);
      Thread.currentThread().interrupt();
    }
  }

  private void tick() {
    try {
      look();
    } catch (RuntimeException e) {
      chronicle.mishap("the monitor failed: " + e);
    }
  }

  private void look() {
    long now = stage.clock().nanos();
    chronicle.tick();
    chronicle.metrics(new MetricSample(now, GeneratorSeries.SOURCE, true, generator()));
    census.take();
    chronicle
        .failure()
        .ifPresent(e -> play.abort("the run's files cannot be written: " + e.getMessage()));
    announcePhase(now);
    remember(play.live().take());
    if (seconds % PROGRESS_SECONDS == 0 && seconds > 0) {
      System.out.println(play.console().progress(progress(now)));
    }
    stopWhereAsked(now);
    stopFaultsInTime(now);
    endDrain(now);
    seconds++;
  }

  private Map<String, Double> generator() {
    Map<String, Double> values = Machine.real().read();
    GeneratorSeries.OPEN_REQUESTS.put(values, play.inFlight().open());
    GeneratorSeries.STREAMS.put(values, play.inFlight().streams());
    GeneratorSeries.CLOCK_STEP.put(values, stage.clock().stepMillis());
    lag.takeMillis().ifPresent(millis -> GeneratorSeries.LOOP_LAG.put(values, millis));
    return values;
  }

  private void announcePhase(long now) {
    Phase current = spec.phaseAt(now);
    if (current != phase && now < spec.lengthNanos()) {
      phase = current;
      PhaseSpec begun = spec.phase(current).orElseThrow();
      System.out.println(play.console().phase(begun, now));
    }
  }

  private void remember(LiveFigures.Interval interval) {
    recent.addLast(interval);
    if (recent.size() > STOP_SECONDS) {
      recent.removeFirst();
    }
  }

  private Progress progress(long now) {
    Long median =
        recent.stream()
            .map(LiveFigures.Interval::ttftMedianMicros)
            .filter(java.util.Objects::nonNull)
            .sorted()
            .skip(recent.size() / 2)
            .findFirst()
            .orElse(null);
    double tokens = recent.stream().mapToLong(LiveFigures.Interval::tokens).average().orElse(0);
    return new Progress(
        now,
        spec.phaseAt(now),
        play.inFlight().open(),
        play.inFlight().completed(),
        play.inFlight().failed(),
        median,
        tokens,
        play.faultState());
  }

  private void stopFaultsInTime(long now) {
    Duration limit = play.setup().stop().faultTime();
    if (!timeStopped && play.faultTime().nanos(now) > limit.toNanos()) {
      timeStopped = true;
      String why = "faults were in force for " + limit.toSeconds() + " s (stop.faultTime)";
      chronicle.mishap("the faults were ended early: " + why);
      System.out.println("STOP  " + why);
      stage.nemesis().endEarly(why);
    }
  }

  private void stopWhereAsked(long now) {
    long ended = recent.stream().mapToLong(LiveFigures.Interval::ended).sum();
    long failed = recent.stream().mapToLong(LiveFigures.Interval::failed).sum();
    double limit = play.setup().stop().failedShare();
    if (stopped || limit >= 1 || ended == 0 || failed < limit * ended) {
      return;
    }
    stopped = true;
    String why =
        failed
            + " of "
            + ended
            + " requests failed within "
            + STOP_SECONDS
            + " s (stop.failedShare)";
    chronicle.mishap("the faults were ended early: " + why);
    System.out.println("STOP  " + why + " at " + now / 1_000_000_000 + " s");
    stage.nemesis().endEarly(why);
  }

  private void endDrain(long now) {
    long deadline = spec.lengthNanos() + spec.load().timeouts().drain().toNanos();
    if (now > deadline) {
      play.open().abandonAll();
    }
  }
}
