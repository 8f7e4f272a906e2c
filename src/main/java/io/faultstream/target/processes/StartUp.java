package io.faultstream.target.processes;

import io.faultstream.process.ChildProcess;
import io.faultstream.spec.TargetSpec;
import io.faultstream.target.Frontend;
import io.faultstream.target.Target.Ended;
import io.faultstream.target.TargetException;
import io.faultstream.target.processes.ProcessWorkers.Started;
import io.faultstream.time.Poll;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Waits until the cluster serves: the model is listed and every worker counted. One that ends
 * meanwhile ends the waiting.
 *
 * @param spec what is waited for, and how long
 * @param crew who may end
 * @param processes what was started
 */
record StartUp(TargetSpec spec, Crew crew, Processes processes) {
  private static final Duration EVERY = Duration.ofMillis(50);

  /** What was started. */
  record Processes(ChildProcess frontendProcess, Frontend frontend, ProcessWorkers workers) {}

  void await() throws TargetException, InterruptedException {
    Optional<String> ended = Poll.until(spec.readyWithin(), EVERY, this::readyOrEnded);
    String failure = ended.isPresent() ? ended.orElseThrow() : late();
    if (!failure.isEmpty()) {
      throw new TargetException(failure);
    }
  }

  /** Empty text when ready, who ended when one did, nothing when not yet. */
  private Optional<String> readyOrEnded() throws InterruptedException {
    List<Ended> ends = crew.ends();
    if (!ends.isEmpty()) {
      return Optional.of("the cluster did not come up: " + ends.get(0).sentence());
    }
    boolean ready = listed() && counted().whole();
    return ready ? Optional.of("") : Optional.empty();
  }

  private boolean listed() throws InterruptedException {
    return processes.frontend().models().filter(all -> all.contains(spec.model())).isPresent();
  }

  private Count counted() throws InterruptedException {
    return new Count(spec, processes.frontend().instancesByComponent().orElse(Map.of()));
  }

  private String late() throws InterruptedException {
    return "the cluster did not come up within "
        + ProcessTarget.text(spec.readyWithin())
        + ": "
        + (listed() ? "model listed" : "model '" + spec.model() + "' not listed")
        + ", "
        + counted().words()
        + " counted by the frontend; "
        + suspect();
  }

  /** The first worker that is not ready itself, or the frontend, with the end of its log. */
  private String suspect() throws InterruptedException {
    for (Started started : processes.workers().started()) {
      if (!processes.workers().health(started.worker()).ok()) {
        return started.worker().name() + " is not ready" + Crew.tail(started.child());
      }
    }
    return "the frontend does not see it" + Crew.tail(processes.frontendProcess());
  }
}
