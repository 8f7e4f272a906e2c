package io.faultstream.target.url;

import io.faultstream.spec.Access;
import io.faultstream.target.Approach;
import io.faultstream.target.Frontend;
import io.faultstream.target.HttpProbe;
import io.faultstream.target.HttpProbe.Answer;
import io.faultstream.target.TargetException;
import io.faultstream.target.Trial;
import io.faultstream.time.Poll;
import io.faultstream.time.RunClock;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at a server before any load: first whether it lists the model, then with one token whether
 * it takes such requests. What is wrong for good is said at once; what is only not there yet is
 * waited for, and what is seen meanwhile is told once each. Not thread-safe: one for each start.
 */
final class Preflight {
  private static final Duration EVERY = Duration.ofMillis(250);
  private static final Duration BETWEEN_TRIALS = Duration.ofMillis(500);

  private final URI base;
  private final Duration readyWithin;
  private final Approach approach;
  private final Access access;
  private final Set<String> told = new HashSet<>();
  private String lastSeen = "";

  Preflight(URI base, Duration readyWithin, Approach approach) {
    this.base = base;
    this.readyWithin = readyWithin;
    this.approach = approach;
    this.access = approach.access();
  }

  private interface Question {
    Look look() throws InterruptedException;
  }

  /**
   * Returns when it is ready.
   *
   * @throws TargetException with one line when it is not, or never will be
   */
  void pass(Listing listing) throws TargetException, InterruptedException {
    RunClock clock = RunClock.startingNow();
    await(readyWithin, EVERY, listing::look);
    Duration left = readyWithin.minusNanos(clock.nanos());
    Trial trial = approach.trial();
    Duration within = trial.within().compareTo(readyWithin) < 0 ? trial.within() : readyWithin;
    HttpProbe probe = new HttpProbe(within, access);
    await(left, BETWEEN_TRIALS, () -> tried(probe, listing.server()));
  }

  private Look tried(HttpProbe probe, Frontend server) throws InterruptedException {
    Trial trial = approach.trial();
    Answer answer = probe.post(server.address(trial.path()), trial.body());
    return new TrialReply(trial, access).look(answer);
  }

  private void await(Duration within, Duration every, Question question)
      throws TargetException, InterruptedException {
    Optional<Look> settled = Poll.until(within, every, () -> settled(question.look()));
    if (settled.isEmpty()) {
      throw failed("not ready within " + readyWithin.toSeconds() + " s (" + lastSeen + ")");
    }
    if (settled.get().isWrong()) {
      throw failed(settled.get().sentence());
    }
  }

  private Optional<Look> settled(Look look) {
    if (look.state() != Look.State.NOT_YET) {
      return Optional.of(look);
    }
    lastSeen = look.sentence();
    if (told.add(lastSeen)) {
      approach.waiting().accept(line("waiting for " + base + ": " + lastSeen + limit()));
    }
    return Optional.empty();
  }

  private String limit() {
    return ", up to " + readyWithin.toSeconds() + " s (target.readyWithin)";
  }

  private TargetException failed(String why) {
    return new TargetException(line("the server at " + base + ": " + why));
  }

  private String line(String text) {
    return Beginning.line(text, access);
  }
}
