package io.faultstream.experiment;

import io.faultstream.history.Outcome;
import io.faultstream.spec.settings.EmbeddedSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What can be planted in the embedded cluster, and what must be found of it in a whole run. */
public enum SeededDefect {
  NONE("nothing", "", Optional.empty()),
  LOSE_AT_MIGRATION(
      "each second stream whose worker died ends with an error instead of moving",
      "no-stream-lost",
      Optional.of(Outcome.STREAM_ERROR)),
  REPEAT_AFTER_MIGRATION(
      "the worker that takes a stream over gives its last token once more",
      "text-exact, no-stream-lost",
      Optional.of(Outcome.CORRUPTED)),
  SKIP_AFTER_MIGRATION(
      "the worker that takes a stream over leaves a token out",
      "text-exact, no-stream-lost",
      Optional.of(Outcome.CORRUPTED)),
  WRONG_TEXT_AFTER_MIGRATION(
      "the worker that takes a stream over begins with a wrong word",
      "text-exact, no-stream-lost",
      Optional.of(Outcome.CORRUPTED)),
  NO_FINISH_REASON(
      "each second stream that moved ends without finish reason",
      "text-exact, no-stream-lost",
      Optional.of(Outcome.TRUNCATED)),
  NO_END_MARK(
      "each second stream that moved ends without end mark",
      "text-exact, no-stream-lost",
      Optional.of(Outcome.TRUNCATED)),
  ERROR_IN_STREAM(
      "once a worker died, each 25th new stream is an error inside a 200",
      "success-overflow, success-recovery",
      Optional.of(Outcome.STREAM_ERROR),
      "fault.at=1s, phase.recovery.length=8s, claim.success-overflow.min=0.99,"
          + " claim.success-recovery.min=0.99"),
  STALL_FOR_EVER(
      "each second stream whose worker died gets nothing more and is never closed",
      "no-stream-lost",
      Optional.of(Outcome.STALLED)),
  NEVER_RECOVERS(
      "once a worker died, each new request waits 3 s before a worker is asked",
      "recovers-within",
      Optional.empty(),
      "phase.recovery.length=8s"),
  RECOVERS_SLOWLY(
      "the same, for 15 s", "recovers-within", Optional.empty(), "phase.recovery.length=11s"),
  COUNTER_STUCK(
      "streams move, the counter of migrations does not", "migrations-counted", Optional.empty()),
  COUNTER_RISES(
      "each tenth request that ends well is counted as migrated",
      "migrations-counted",
      Optional.empty()),
  HEALTH_LIES(
      "`/health` goes on listing the dead worker",
      "health-truthful",
      Optional.empty(),
      "phase.recovery.length=9s"),
  IDLE_AFTER_RESTART(
      "the worker that was started again registers and is never asked",
      "traffic-returns",
      Optional.empty()),
  SLOW("each step of the engine takes half as long again", "", Optional.empty()),
  SLOW_AFTER_FAULT(
      "the same, from the first stream on that a worker takes over", "", Optional.empty()),
  LEAK_SLOT_AFTER_CANCEL(
      "the engine keeps the slot and the cache of each request that was left",
      "slots-free",
      Optional.of(Outcome.CANCELLED)),
  IGNORE_CANCEL(
      "the engine computes a request that was left to its end",
      "work-stops, cancellations-counted",
      Optional.of(Outcome.CANCELLED)),
  NO_CANCEL_PROPAGATION(
      "the frontend counts a request that was left and does not tell its worker",
      "work-stops, cancellations-counted, cancellation-noticed",
      Optional.of(Outcome.CANCELLED));

  private final String what;
  private final String caughtBy;
  private final Optional<Outcome> outcome;
  private final String settings;

  SeededDefect(String what, String caughtBy, Optional<Outcome> outcome) {
    this(what, caughtBy, outcome, "");
  }

  SeededDefect(String what, String caughtBy, Optional<Outcome> outcome, String settings) {
    this.what = what;
    this.caughtBy = caughtBy;
    this.outcome = outcome;
    this.settings = settings;
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(", ", -1));
  }

  /** What the cluster does then. */
  String what() {
    return what;
  }

  /** The claims that must fail, and no other. */
  Set<String> caughtBy() {
    return new TreeSet<>(words(caughtBy));
  }

  /** How requests end that do not complete; empty: all complete. */
  Optional<Outcome> outcome() {
    return outcome;
  }

  /** What a short run needs beside the usual settings to decide those claims. */
  List<String> settings() {
    return words(settings);
  }

  /** The simulation that shows it, as its results folder is named. */
  public String simulation() {
    return outcome.filter(Outcome.CANCELLED::equals).isPresent() ? "cancellation" : "migration";
  }

  /** Its name in the settings. */
  public String setting() {
    String name = name().toLowerCase(Locale.ROOT).replace('_', '-');
    if (!EmbeddedSettings.defects().contains(name)) {
      throw new IllegalStateException("no defect of the embedded cluster is named " + name);
    }
    return name;
  }
}
