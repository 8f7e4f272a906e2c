package io.faultstream.experiment.plan;

import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LoadSpec.Prompt;
import io.faultstream.spec.LocalSpec;
import io.faultstream.spec.LocalSpec.Engine;
import io.faultstream.spec.PhaseSpec;
import io.faultstream.spec.PhaseSpec.Clients;
import io.faultstream.spec.TargetKind;
import io.faultstream.spec.TargetSpec;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How long a reply lasts on a target whose engine's pace is set.
 *
 * @param alone when nothing else is computed
 * @param longest more than which no reply lasts, as no request waits in a queue
 */
public record ReplyTime(Duration alone, Duration longest) {
  /** Milliseconds of a step of decoding with an empty cache, and the most with any. */
  public static final double STEP = 5.74, SLOWEST_STEP = 34.01;

  /** Prompt tokens that a step of the embedded cluster's engine computes at most. */
  private static final int PROMPT_TOKENS = 8192;

  /** A machine that is busy with other things is slower than what is set. */
  private static final int BUSY = 2;

  /** Engines that share their cores with a generator are slower again, by this at most. */
  private static final int SHARED = 5;

  /** What a frontend, its routing and a busy machine add to a reply, at the very most. */
  private static final Duration OVERHEAD = Duration.ofSeconds(1);

  /**
   * What is asked of a target at most.
   *
   * @param perSecond requests per second of an open model, or as many clients of a closed one
   * @param clients whether each of them waits for its reply
   */
  record Demanded(double perSecond, boolean clients) {
    static Demanded of(PhaseSpec phase) {
      return phase
          .clients()
          .map(Demanded::of)
          .orElse(new Demanded(Math.max(phase.fromRate(), phase.toRate()), false));
    }

    private static Demanded of(Clients clients) {
      return new Demanded(Math.max(clients.from(), clients.to()), true);
    }
  }

  /** The time; empty where the settings do not tell it. */
  static Optional<ReplyTime> of(TargetSpec target, LoadSpec load, Demanded demanded) {
    if (target.kind() == TargetKind.EMBEDDED) {
      boolean told =
          target.split().isEmpty()
              && target.embedded().defect().isEmpty()
              && load.prompt() == Prompt.DIGITS
              && load.inputTokens() <= PROMPT_TOKENS;
      return told ? embedded(target, load, demanded) : Optional.empty();
    }
    return target
        .local()
        .filter(local -> target.kind() == TargetKind.LOCAL)
        .filter(local -> local.engine() == Engine.COUNTING && local.defect().equals("none"))
        .map(local -> counting(local, load));
  }

  /** Each of its requests is computed by a clock of its own. */
  private static ReplyTime counting(LocalSpec local, LoadSpec load) {
    double millis = local.prefillMillis() + load.outputTokens() * local.stepMillis();
    return of(millis, SHARED * millis);
  }

  /**
   * Each step computes a token of each request, and the prompts that came during the last. It is
   * known how long that takes at most, unless so much is asked for that steps last for a second or
   * requests wait for a slot.
   */
  private static Optional<ReplyTime> embedded(TargetSpec target, LoadSpec load, Demanded demanded) {
    double speed = target.embedded().speedup();
    double decoding = speed * target.embedded().decodeSpeedup();
    double share = demanded.perSecond() / target.workers();
    double prompts = (1 + share) * load.inputTokens();
    double step = SLOWEST_STEP / decoding + promptMillis(Math.min(prompts, PROMPT_TOKENS)) / speed;
    double longest = (load.outputTokens() + 1) * step;
    double atOnce = demanded.clients() ? share : share * longest / 1000;
    boolean known = step < 1000 && prompts <= PROMPT_TOKENS && atOnce < target.embedded().slots();
    double alone = promptMillis(load.inputTokens()) / speed + load.outputTokens() * STEP / decoding;
    return known ? Optional.of(of(alone, longest)) : Optional.empty();
  }

  /** What so many tokens of prompts take, milliseconds (the embedded engine's polynomial). */
  public static double promptMillis(double tokens) {
    return 4.209989e-07 * tokens * tokens + 1.518344e-02 * tokens + 16.50142;
  }

  private static ReplyTime of(double alone, double longest) {
    return new ReplyTime(millis(alone), millis(BUSY * longest).plus(OVERHEAD));
  }

  private static Duration millis(double millis) {
    return Duration.ofNanos((long) (millis * 1e6));
  }

  /** More than which hardly any reply lasts unless the target is busy. */
  Duration rare() {
    return alone.multipliedBy(BUSY);
  }

  /** Both, in words. */
  String words() {
    return String.format(
        Locale.ROOT,
        "%.1f s alone and %.1f s at the very most",
        alone.toNanos() / 1e9,
        longest.toNanos() / 1e9);
  }
}
