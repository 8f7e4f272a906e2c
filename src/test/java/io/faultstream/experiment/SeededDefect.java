package io.faultstream.experiment;

import io.faultstream.history.Outcome;
import io.faultstream.spec.settings.EmbeddedSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What can be planted in the embedded cluster, and what must be found of it in a whole run. */
public enum SeededDefect {
  NONE("nothing", Set.of(), Set.of(), Optional.empty()),
  LOSE_AT_MIGRATION(
      "each second stream whose worker died ends with an error instead of moving",
      Set.of("no-stream-lost"),
      Set.of(),
      Optional.of(Outcome.STREAM_ERROR)),
  REPEAT_AFTER_MIGRATION(
      "the worker that takes a stream over gives its last token once more",
      Set.of("text-exact", "no-stream-lost"),
      Set.of("migration-pause"),
      Optional.of(Outcome.CORRUPTED)),
  SKIP_AFTER_MIGRATION(
      "the worker that takes a stream over leaves a token out",
      Set.of("text-exact", "no-stream-lost"),
      Set.of("migration-pause"),
      Optional.of(Outcome.CORRUPTED)),
  WRONG_TEXT_AFTER_MIGRATION(
      "the worker that takes a stream over begins with a wrong word",
      Set.of("text-exact", "no-stream-lost"),
      Set.of("migration-pause"),
      Optional.of(Outcome.CORRUPTED)),
  NO_FINISH_REASON(
      "each second stream that moved ends without finish reason",
      Set.of("text-exact", "no-stream-lost"),
      Set.of(),
      Optional.of(Outcome.TRUNCATED)),
  NO_END_MARK(
      "each second stream that moved ends without end mark",
      Set.of("text-exact", "no-stream-lost"),
      Set.of(),
      Optional.of(Outcome.TRUNCATED)),
  ERROR_IN_STREAM(
      "once a worker died, each 25th new stream is an error inside a 200",
      Set.of("success-overflow", "success-recovery"),
      Set.of(),
      Optional.of(Outcome.STREAM_ERROR),
      "claim.success-overflow.min=0.99",
      "claim.success-recovery.min=0.99"),
  STALL_FOR_EVER(
      "each second stream whose worker died gets nothing more and is never closed",
      Set.of("no-stream-lost"),
      Set.of(),
      Optional.of(Outcome.STALLED)),
  NEVER_RECOVERS(
      "once a worker died, each second new request waits 3 s for its first token",
      Set.of("recovers-within"),
      Set.of(),
      Optional.empty()),
  RECOVERS_SLOWLY(
      "the same, for 12 s",
      Set.of("recovers-within"),
      Set.of(),
      Optional.empty(),
      "phase.recovery.length=7s"),
  COUNTER_STUCK(
      "streams move, the counter of migrations does not",
      Set.of("migrations-counted"),
      Set.of(),
      Optional.empty()),
  COUNTER_RISES(
      "each tenth request that ends well is counted as migrated",
      Set.of("migrations-counted"),
      Set.of(),
      Optional.empty()),
  HEALTH_LIES(
      "`/health` goes on listing the dead worker",
      Set.of("health-truthful"),
      Set.of(),
      Optional.empty(),
      "phase.recovery.length=9s"),
  IDLE_AFTER_RESTART(
      "the worker that was started again registers and is never asked",
      Set.of("traffic-returns"),
      Set.of(),
      Optional.empty()),
  SLOW("each step of the engine takes half as long again", Set.of(), Set.of(), Optional.empty()),
  SLOW_AFTER_FAULT(
      "the same, from the first stream on that a worker takes over",
      Set.of(),
      Set.of(),
      Optional.empty());

  private final String what;
  private final Set<String> caughtBy;
  private final Set<String> undecided;
  private final Optional<Outcome> outcome;
  private final List<String> settings;

  SeededDefect(
      String what,
      Set<String> caughtBy,
      Set<String> undecided,
      Optional<Outcome> outcome,
      String... settings) {
    this.what = what;
    this.caughtBy = caughtBy;
    this.undecided = undecided;
    this.outcome = outcome;
    this.settings = List.of(settings);
  }

  /** What the cluster does then. */
  String what() {
    return what;
  }

  /** The claims that must fail, and no other. */
  Set<String> caughtBy() {
    return caughtBy;
  }

  /** The claims that it leaves without evidence. */
  Set<String> undecided() {
    return undecided;
  }

  /** How requests end that do not complete; empty: all complete. */
  Optional<Outcome> outcome() {
    return outcome;
  }

  /** What a short run needs beside the usual settings to decide those claims. */
  List<String> settings() {
    return settings;
  }

  /** Its name in the settings. */
  String setting() {
    String name = name().toLowerCase(Locale.ROOT).replace('_', '-');
    if (!EmbeddedSettings.defects().contains(name)) {
      throw new IllegalStateException("no defect of the embedded cluster is named " + name);
    }
    return name;
  }
}
