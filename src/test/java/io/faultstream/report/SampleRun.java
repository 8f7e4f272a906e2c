package io.faultstream.report;

import io.faultstream.history.Environment;
import io.faultstream.history.FaultEvent;
import io.faultstream.history.FaultStep;
import io.faultstream.history.Outcome;
import io.faultstream.judge.ClaimResult;
import io.faultstream.judge.Judgement;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.Cohort;
import io.faultstream.measure.FaultWindow;
import io.faultstream.measure.PhaseSummary;
import io.faultstream.measure.Recovery;
import io.faultstream.measure.SecondPoint;
import io.faultstream.measure.Summary;
import io.faultstream.measure.queue.QueueGrowth;
import io.faultstream.measure.statistics.Distribution;
import io.faultstream.measure.statistics.Ratio;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.Expectation;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.Phase;
import io.faultstream.spec.PhaseSpec;
import io.faultstream.spec.TargetKind;
import io.faultstream.spec.TargetSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * A made-up run of 65 s in which a worker is killed at 30 s: one that held and one that did not.
 */
final class SampleRun {
  static final long SECOND = 1_000_000_000L;

  private final boolean good;
  private final Random chance = new Random(7);

  private SampleRun(boolean good) {
    this.good = good;
  }

  /** Every claim holds. */
  static ReportInput pass() {
    return new SampleRun(true).input();
  }

  /** Streams were lost. */
  static ReportInput fail() {
    return new SampleRun(false).input();
  }

  private ReportInput input() {
    return new ReportInput(spec(), environment(), summary(), judgement(), events());
  }

  ExperimentSpec spec() {
    return new ExperimentSpec(
        ExperimentSpec.SCHEMA,
        "migration",
        4711,
        target(),
        load(),
        List.of(
            new PhaseSpec(Phase.WARMUP, Duration.ofSeconds(5), 175, 35, 35),
            new PhaseSpec(Phase.STANDARD, Duration.ofSeconds(20), 700, 35, 35),
            new PhaseSpec(Phase.OVERFLOW, Duration.ofSeconds(20), 950, 35, 60),
            new PhaseSpec(Phase.RECOVERY, Duration.ofSeconds(20), 700, 35, 35)),
        List.of(
            new FaultSpec(
                "worker",
                FaultKind.KILL,
                Phase.OVERFLOW,
                new FaultSpec.Trigger(Duration.ofSeconds(5), OptionalInt.of(4)),
                Duration.ofSeconds(5),
                new FaultSpec.Victim(FaultSpec.Victim.Rule.RECEIVING, Optional.empty()),
                Duration.ofSeconds(15))),
        Expectation.MIGRATE,
        List.of(
            new ClaimSpec("no-stream-lost", Map.of()),
            new ClaimSpec("migration-pause", Map.of("p99Millis", 500.0, "maxMillis", 2000.0)),
            new ClaimSpec("success-rate", Map.of("standard", 0.99, "overflow", 0.95))));
  }

  private TargetSpec target() {
    return new TargetSpec(
        TargetKind.EMBEDDED,
        Optional.empty(),
        "mock/llama-3.1-8b",
        2,
        good ? 3 : 0,
        TargetSpec.OnTerminate.DRAIN,
        Optional.empty(),
        Duration.ofSeconds(20),
        new TargetSpec.EmbeddedSpec(0, 1, 1, "round-robin", 529, false, 96),
        Optional.empty());
  }

  private static LoadSpec load() {
    return new LoadSpec(
        List.of(LoadSpec.Kind.CHAT_STREAM),
        32,
        100,
        LoadSpec.Prompt.DIGITS,
        Optional.empty(),
        LoadSpec.TextCheck.COUNTING,
        LoadSpec.Dialect.DYNAMO,
        LoadSpec.Arrivals.REGULAR,
        LoadSpec.Connections.NEW,
        new LoadSpec.Timeouts(
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(8),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10)),
        new LoadSpec.Slo(Duration.ofMillis(500), Duration.ofMillis(250)));
  }

  private Environment environment() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("seed", "4711");
    settings.put("load.rate", "35");
    settings.put("load.peak", "60");
    settings.put("load.outputTokens", "100");
    settings.put("target.kind", "embedded");
    settings.put("target.migrationLimit", good ? "3" : "0");
    settings.put("claim.migrationPause.p99", "500ms");
    return new Environment(
        1,
        "2026-03-02T01:30:00Z",
        "9f2c1d7a",
        Map.of("cores", "2", "memory", "8 GiB", "kernel", "Linux 6.1", "java", "17.0.12"),
        Map.of("version", "embedded 0.1.0", "router", "round-robin"),
        SampleTarget.profile(),
        settings);
  }

  private Summary summary() {
    Map<Phase, PhaseSummary> phases = new EnumMap<>(Phase.class);
    phases.put(Phase.WARMUP, phase(175, 0, 60_000, 5));
    phases.put(Phase.STANDARD, phase(700, 0, 32_000, 20));
    phases.put(Phase.OVERFLOW, phase(950, good ? 0 : 27, 48_000, 20));
    phases.put(Phase.RECOVERY, phase(700, 0, 33_000, 20));
    return new Summary(
        Summary.SCHEMA,
        "migration",
        true,
        phases,
        List.of(window()),
        Map.of("worker", cohorts()),
        List.of(
            new Recovery(
                "worker",
                3 * SECOND + 412_000_000L,
                good ? 4 * SECOND : null,
                34 * SECOND + 960_000_000L,
                2,
                61_000,
                0.97,
                good ? 0.12 : 0.71,
                good ? 3.4 : 41.5,
                good ? 1.2 : 6.83)),
        seconds(),
        SampleTarget.of(good));
  }

  private PhaseSummary phase(long sent, long broken, long medianMicros, int seconds) {
    long done = sent - broken;
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    outcomes.put(Outcome.COMPLETED, done);
    if (broken > 0) {
      outcomes.put(Outcome.STREAM_ERROR, broken - 4);
      outcomes.put(Outcome.UNAVAILABLE, 4L);
    }
    return new PhaseSummary(
        sent,
        outcomes,
        Ratio.of(done, sent),
        Ratio.of(done, sent),
        times(sent, medianMicros),
        times(sent, medianMicros - 700),
        times(sent * 99, 9_800),
        times(done, broken > 0 ? 21_000 : 14_500),
        times(done, 9_900),
        times(done, 1_020_000),
        times(sent, 320),
        done * 100 + broken * 41,
        done * 100,
        broken > 0 ? 3 : 0,
        done * 0.98 / seconds,
        (double) sent / seconds,
        (double) sent / seconds,
        0,
        0,
        new QueueGrowth(broken > 0 ? 3.14 : 0.02, 0, broken > 0));
  }

  private Distribution times(long count, long medianMicros) {
    Histogram histogram = new Histogram(3);
    for (int i = 0; i < Math.min(count, 20_000); i++) {
      histogram.recordValue((long) (medianMicros * Math.exp(chance.nextGaussian() * 0.35)));
    }
    return Distribution.of(histogram);
  }

  private FaultWindow window() {
    return new FaultWindow(
        "worker",
        FaultKind.KILL,
        Phase.OVERFLOW,
        "worker-1",
        at(30.004),
        0,
        at(30.047),
        true,
        at(34.2),
        true,
        at(35.051),
        1,
        at(37.318),
        true,
        true,
        true,
        Optional.of(victimLoad()),
        events().stream().map(FaultEvent::evidence).toList());
  }

  private static FaultEvent.VictimLoad victimLoad() {
    return new FaultEvent.VictimLoad(
        OptionalInt.of(24), List.of("a1", "a2"), true, OptionalLong.of(0));
  }

  static long at(double seconds) {
    return (long) (seconds * SECOND);
  }

  private List<FaultEvent> events() {
    return List.of(
        event(FaultStep.HEALTHY_BEFORE, 29.98, "2 of 2 instances in /health"),
        event(FaultStep.ARMED, 30.001, "journal entry 3: start worker-1 again"),
        event(FaultStep.INJECTING, 30.004, "SIGKILL to process 48213"),
        event(FaultStep.EFFECT, 30.047, "process 48213 is gone; its exit status is 137"),
        event(FaultStep.NOTICED, 34.2, "instance 77 has left the frontend's /health"),
        event(FaultStep.UNDOING, 35.051, "starting worker-1 anew"),
        event(FaultStep.UNDONE, 37.318, "process 48377 answers /health"),
        event(FaultStep.HEALTHY_AFTER, 37.9, "2 of 2 instances in /health"));
  }

  static FaultEvent event(FaultStep step, double at, String evidence) {
    return new FaultEvent(
        "worker",
        FaultKind.KILL,
        "worker-1",
        step,
        at(at),
        true,
        evidence,
        OptionalInt.empty(),
        step == FaultStep.EFFECT ? Optional.of(victimLoad()) : Optional.empty());
  }

  private List<Cohort> cohorts() {
    List<Cohort> cohorts = new ArrayList<>();
    for (Cohort.Kind kind : Cohort.Kind.values()) {
      long requests =
          switch (kind) {
            case FINISHED_BEFORE -> 1020;
            case IN_FLIGHT_ON_VICTIM -> 24;
            case IN_FLIGHT_ELSEWHERE -> 23;
            case STARTED_DURING -> 370;
            case STARTED_AFTER -> 1088;
          };
      long lost = !good && kind == Cohort.Kind.IN_FLIGHT_ON_VICTIM ? 23 : 0;
      lost += !good && kind == Cohort.Kind.STARTED_DURING ? 4 : 0;
      Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
      outcomes.put(Outcome.COMPLETED, requests - lost);
      outcomes.put(Outcome.STREAM_ERROR, lost);
      long gap = kind == Cohort.Kind.IN_FLIGHT_ON_VICTIM ? 31_000 : 14_000;
      cohorts.add(
          new Cohort(kind, requests, outcomes, times(requests, 40_000), times(requests, gap)));
    }
    return cohorts;
  }

  private List<SecondPoint> seconds() {
    List<SecondPoint> seconds = new ArrayList<>();
    for (int s = 0; s < 66; s++) {
      long rate = 35 + (s < 25 || s >= 45 ? 0L : (s - 25L) * 25 / 20);
      boolean dip = s >= 30 && s < 34;
      boolean end = s >= 65;
      long sent = end ? 0 : rate;
      long lost = good || !dip ? 0 : new long[] {19, 4, 3, 1}[s - 30];
      long done = s == 0 ? 2 : end ? 33 : dip ? rate - 134 + 4L * s - lost / 2 : rate;
      Map<Outcome, Long> ended = new EnumMap<>(Outcome.class);
      ended.put(Outcome.COMPLETED, Math.max(0, done));
      if (lost > 0) {
        ended.put(Outcome.STREAM_ERROR, lost - lost / 5);
        ended.put(Outcome.UNAVAILABLE, lost / 5);
      }
      long median = (s < 3 ? 70_000L : dip ? 120_000L : 33_000L) + chance.nextInt(6_000);
      seconds.add(
          new SecondPoint(
              s,
              sent,
              ended,
              end ? 0 : rate + (dip ? 16 : 0) + chance.nextInt(4),
              end ? null : (Long) median,
              end ? null : (Long) (median * (dip ? 9 : 2) + chance.nextInt(9_000)),
              (dip ? 480_000L : 19_000L) + chance.nextInt(8_000),
              rate * 100 - (dip ? 900 : 0) + chance.nextInt(120)));
    }
    return seconds;
  }

  private Judgement judgement() {
    Verdict lost = good ? Verdict.PASS : Verdict.FAIL;
    List<ClaimResult> claims = new ArrayList<>();
    claims.add(
        new ClaimResult(
            "standard-busy-enough",
            "The standard phase is busy enough to mean anything",
            "validity",
            Verdict.PASS,
            "700 requests, 300 are needed; 0 of them failed.",
            false));
    claims.add(
        new ClaimResult(
            "generator-on-schedule",
            "The generator kept its schedule: p99 of lateness at most 20 ms",
            "validity",
            Verdict.PASS,
            "p99 of sent − intended is 0.72 ms over 2,350 requests; the largest is 4.1 ms.",
            false));
    claims.addAll(aboutTheFault(lost));
    return new Judgement(
        Judgement.SCHEMA,
        "migration",
        "embedded",
        lost,
        good
            ? "All 6 claims hold: 24 streams were in flight on the victim and none was lost."
            : "No stream in flight on the victim was lost: 23 of 24 were, as STREAM_ERROR.",
        claims);
  }

  private List<ClaimResult> aboutTheFault(Verdict lost) {
    List<ClaimResult> claims = new ArrayList<>();
    claims.add(
        new ClaimResult(
            "no-stream-lost",
            "No stream in flight on the victim was lost",
            "streams",
            lost,
            good
                ? "24 of 24 streams on worker-1 completed (24 by its gauge at the fault)."
                : "23 of 24 streams on worker-1 were lost: 23 STREAM_ERROR"
                    + " (“stream ended before generation completed”).",
            false));
    claims.add(
        new ClaimResult(
            "text-exact",
            "Every completed text is exact: no gap, no repeat, 100 tokens, one chunk id",
            "streams",
            Verdict.PASS,
            "2,323 texts were checked token by token.",
            false));
    claims.add(
        new ClaimResult(
            "success-overflow",
            "At least 99 % of the overflow phase's requests succeed",
            "success",
            good ? Verdict.PASS : Verdict.INCONCLUSIVE,
            good ? "950 of 950, interval 99.6 – 100 %." : "923 of 950, interval 95.9 – 98.0 %.",
            false));
    claims.add(
        new ClaimResult(
            "recovers",
            "TTFT and completions recover within 15 s",
            "recovery",
            Verdict.PASS,
            "Back inside the band 3.41 s after the effect.",
            false));
    return claims;
  }
}
