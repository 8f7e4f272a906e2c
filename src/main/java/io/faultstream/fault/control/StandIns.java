package io.faultstream.fault.control;

import io.faultstream.process.Signal;
import io.faultstream.spec.Control;
import io.faultstream.target.Health;
import io.faultstream.target.TargetException;
import io.faultstream.target.Worker;
import io.faultstream.target.WorkerControl;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Decoys that are operated like workers: signals and starts go to the decoy, every question about
 * what the target sees of it is answered for the worker that it stands for.
 *
 * @param real the target's workers, which are asked and never touched
 * @param decoys who keeps them
 */
record StandIns(WorkerControl real, Decoys decoys) implements WorkerControl {
  @Override
  public List<Worker> workers() {
    List<Worker> all = new ArrayList<>();
    try {
      for (Worker worker : real.workers()) {
        all.add(decoys.of(worker));
      }
    } catch (TargetException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a decoy was starting", e);
    }
    return all;
  }

  private Worker behind(Worker decoy) {
    return real.workers().stream()
        .filter(worker -> Control.DECOY.victim(worker.name()).equals(decoy.name()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(decoy + " stands for nobody"));
  }

  @Override
  public boolean signal(Worker decoy, Signal signal) throws IOException, InterruptedException {
    return signal.sendTo(decoy.process());
  }

  @Override
  public Worker restart(Worker decoy) throws TargetException, InterruptedException {
    return decoys.again(decoy, behind(decoy));
  }

  @Override
  public Duration lease() {
    return real.lease();
  }

  @Override
  public OptionalInt inFlight(Worker decoy) throws InterruptedException {
    return real.inFlight(behind(decoy));
  }

  @Override
  public Optional<List<String>> openRequests(Worker decoy) {
    return real.openRequests(behind(decoy));
  }

  @Override
  public Health health(Worker decoy) throws InterruptedException {
    return real.health(behind(decoy));
  }

  @Override
  public Optional<String> instanceId(Worker decoy) throws InterruptedException {
    return real.instanceId(behind(decoy));
  }

  @Override
  public Optional<Set<String>> instances() throws InterruptedException {
    return real.instances();
  }

  @Override
  public OptionalLong migrations() throws InterruptedException {
    return real.migrations();
  }
}
