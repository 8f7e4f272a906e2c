package io.faultstream.histories;

import io.faultstream.judge.claims.Claims;
import io.faultstream.judge.service.SuccessRate;
import io.faultstream.judge.validity.EnoughSamples;
import io.faultstream.judge.validity.StandardHealthy;
import io.faultstream.measure.SampleSpecs;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.Expectation;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.Phase;
import io.faultstream.spec.PhaseSpec;
import io.faultstream.spec.TargetKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How large a generated history is. A twentieth of it is warm-up, the rest three phases of equal
 * length; a quarter into overflow the worker of the even requests is killed, and started again five
 * seconds later.
 *
 * @param observations how many requests
 * @param perSecond how many of them a second, throughout
 * @param tokenMicros from token to token; a request has 100
 * @param seed of everything that varies
 */
public record Shape(long observations, int perSecond, int tokenMicros, long seed) {
  static final long MILLI = 1_000_000L;
  static final long SECOND = 1_000 * MILLI;
  static final int TOKENS = 100;
  private static final long HELD = 5 * SECOND;

  /** 381 requests a phase decide a rate of 99 %. */
  private static final long MANY = 1_300;

  public Shape {
    if (observations < 150 || observations < 30L * perSecond) {
      throw new IllegalArgumentException(
          "a history needs 150 requests and 30 seconds, this has "
              + observations
              + " requests, "
              + perSecond
              + " a second");
    }
  }

  /** 180 requests in 30 seconds: small enough to be read. */
  public static Shape small(long seed) {
    return new Shape(180, 6, 19_000, seed);
  }

  /** When this request is intended to be sent, from the run's start. */
  long intended(long id) {
    return id * SECOND / perSecond;
  }

  long lengthNanos() {
    return observations * SECOND / perSecond;
  }

  long injectNanos() {
    return warmUp() + third() + third() / 4;
  }

  long effectNanos() {
    return injectNanos() + 4 * MILLI;
  }

  long undoNanos() {
    return injectNanos() + HELD;
  }

  /** When the process that was started in the victim's place answers. */
  long undoneNanos() {
    return undoNanos() + 300 * MILLI;
  }

  private long warmUp() {
    return lengthNanos() - 3 * third();
  }

  private long third() {
    return lengthNanos() * 19 / 60 / MILLI * MILLI;
  }

  /** What was asked of it: that the streams move, and all claims that follow. */
  ExperimentSpec spec() {
    List<PhaseSpec> phases = new ArrayList<>();
    long start = 0;
    for (Phase phase : Phase.values()) {
      long length = phase.judged() ? third() : warmUp();
      long users = before(start + length) - before(start);
      phases.add(new PhaseSpec(phase, Duration.ofNanos(length), users, perSecond, perSecond));
      start += length;
    }
    return SampleSpecs.of(
            phases,
            List.of(
                SampleSpecs.fault(
                    FaultKind.KILL, Duration.ofNanos(third() / 4), Duration.ofNanos(HELD))))
        .withClaims(Claims.withLimits(claims(), decidable()));
  }

  private static List<ClaimSpec> claims() {
    return Claims.following(Expectation.MIGRATE, true, TargetKind.EMBEDDED);
  }

  /** Limits that so few requests can decide; the defaults where they are many. */
  private Map<String, Map<String, Double>> decidable() {
    Map<String, Double> rate = Map.of(SuccessRate.MIN, 0.9);
    Map<String, Double> few = Map.of("minRequests", 50.0);
    return observations >= MANY
        ? Map.of()
        : Map.of(
            StandardHealthy.ID,
            few,
            EnoughSamples.ID,
            few,
            SuccessRate.id(Phase.STANDARD),
            rate,
            SuccessRate.id(Phase.OVERFLOW),
            rate,
            SuccessRate.id(Phase.RECOVERY),
            rate);
  }

  /** How many requests are intended before this moment. */
  private long before(long nanos) {
    return Math.min(observations, (nanos * perSecond + SECOND - 1) / SECOND);
  }
}
