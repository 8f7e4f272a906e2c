package io.faultstream.experiment.store;

import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.timed.PrefixWatch;
import io.faultstream.etcd.timed.PrefixWatch.Told;
import io.faultstream.etcd.timed.TimedCalls;
import io.faultstream.history.store.StoreEvent;
import io.faultstream.history.store.StoreOperation;
import io.faultstream.history.store.WatchStep;
import io.faultstream.history.store.WatchStep.Step;
import io.faultstream.time.Poll;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Watches the numbered keys. When a member tells nothing any more the next one is asked, from the
 * last revision that was told and one; or from the first that is still there, where that was
 * compacted away. A member that is silent although others have acknowledged writes is given up: one
 * that was stopped, or cut off from the others, does not end its watches. Used by one thread.
 */
final class StoreWatcher {
  /** Three elections of a cluster with etcd's own timing: as long it may rightly be silent. */
  private static final Duration SILENCE = Duration.ofSeconds(3);

  private static final Duration LOOK = Duration.ofMillis(100);

  private final Asking asking;
  private final BooleanSupplier over;
  private int turn;
  private long seen;
  private long from;

  /** Watches until {@code over}, and then until all acknowledged writes were told. */
  StoreWatcher(Asking asking, BooleanSupplier over) {
    this.asking = asking;
    this.over = over;
  }

  /** Watches to the end; may be interrupted. */
  void run() throws InterruptedException {
    while (!over.getAsBoolean() && !started()) {
      next();
    }
    while (!done()) {
      TimedCalls member = asking.member(turn);
      String lost;
      try (PrefixWatch watch = member.watch(StoreOperation.PREFIX, from, asking.clock())) {
        lost = listen(watch, member.member());
      }
      if (!lost.isEmpty()) {
        step(member.member(), Step.LOST, 0, lost);
        next();
      }
    }
  }

  /** Says that nobody watches any more. */
  void ended() {
    step("", Step.ENDED, 0, "");
  }

  private boolean started() throws InterruptedException {
    try {
      String first = StoreOperation.key(0);
      seen = asking.member(turn).get(first, false).revision();
      from = seen + 1;
      return true;
    } catch (EtcdException e) {
      return false;
    }
  }

  private void next() throws InterruptedException {
    turn++;
    var unused = Poll.until(LOOK, LOOK, Optional::empty);
  }

  private boolean done() {
    return over.getAsBoolean() && seen >= asking.lastRevision();
  }

  /** Why nothing more came of it; empty when it shall be asked again, or all is over. */
  private String listen(PrefixWatch watch, String member) throws InterruptedException {
    long heard = asking.clock().nanos();
    while (!done()) {
      Optional<Told> next = watch.take(LOOK);
      if (next.isPresent()) {
        Told told = next.orElseThrow();
        heard = told.atNanos();
        if (told.kind() == PrefixWatch.Kind.ENDED) {
          return told.text().isEmpty() ? "it ended" : told.text();
        }
        if (told.kind() == PrefixWatch.Kind.COMPACTED) {
          from = Math.max(told.revision(), seen + 1);
          step(member, Step.COMPACTED, from, "");
          return "";
        }
        take(told, member);
      } else if (seen < asking.lastRevision()
          && asking.clock().nanos() - heard > SILENCE.toNanos()) {
        return "silent for " + SILENCE.toSeconds() + " s";
      }
    }
    return "";
  }

  private void take(Told told, String member) {
    if (told.kind() == PrefixWatch.Kind.CREATED) {
      step(member, Step.BEGUN, from, "");
      return;
    }
    if (told.kind() == PrefixWatch.Kind.PUT) {
      long number = Long.parseLong(told.text().substring(StoreOperation.PREFIX.length()));
      asking.into().accept(new StoreEvent(number, told.revision(), told.atNanos(), member));
    }
    seen = Math.max(seen, told.revision());
    from = seen + 1;
  }

  private void step(String member, Step step, long revision, String why) {
    asking.into().accept(new WatchStep(asking.clock().nanos(), member, step, seen, revision, why));
  }
}
