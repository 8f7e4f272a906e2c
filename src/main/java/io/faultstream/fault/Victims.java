package io.faultstream.fault;

import io.faultstream.spec.FaultSpec.Victim;
import io.faultstream.target.Worker;
import io.faultstream.target.WorkerControl;
import io.faultstream.time.Chance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Chooses who is hit. By name; at random, where the same seed and fault id always choose the same;
 * the one that is receiving: most requests in flight by its own metric at this moment; or a prefill
 * worker. In the split topology the other rules choose among those that give tokens.
 *
 * @param chance the run's
 */
public record Victims(Chance chance) {
  /** The victim, empty when there is none at this moment: no such name, or nobody is receiving. */
  public Optional<Worker> choose(String fault, Victim victim, WorkerControl control)
      throws InterruptedException {
    List<Worker> workers =
        control.workers().stream()
            .filter(worker -> worker.process().alive())
            .sorted(Comparator.comparing(Worker::name))
            .toList();
    List<Worker> giving = workers.stream().filter(worker -> !worker.prefills()).toList();
    return switch (victim.rule()) {
      case NAMED ->
          workers.stream().filter(w -> victim.name().equals(Optional.of(w.name()))).findFirst();
      case RANDOM ->
          giving.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  giving.get(chance.named("victim of " + fault).nextInt(0, giving.size())));
      case RECEIVING -> receiving(giving, control);
      case STORE -> Optional.empty();
      case PREFILL -> prefilling(workers.stream().filter(Worker::prefills).toList(), control);
    };
  }

  private static Optional<Worker> receiving(List<Worker> workers, WorkerControl control)
      throws InterruptedException {
    List<Worker> busiest = new ArrayList<>();
    int most = 0;
    for (Worker worker : workers) {
      OptionalInt gauge = control.inFlight(worker);
      if (gauge.isPresent() && gauge.getAsInt() > most) {
        busiest.clear();
        busiest.add(worker);
        most = gauge.getAsInt();
      }
    }
    return busiest.stream().findFirst();
  }

  /** A prompt takes so short a time that none may be in flight: then the first is as good. */
  private static Optional<Worker> prefilling(List<Worker> workers, WorkerControl control)
      throws InterruptedException {
    Optional<Worker> busiest = receiving(workers, control);
    return busiest.isPresent() ? busiest : workers.stream().findFirst();
  }

  /** Why {@link #choose} finds none, one sentence. */
  public static String none(Victim victim) {
    return switch (victim.rule()) {
      case NAMED -> victim.words() + " does not run";
      case RANDOM -> "no worker that gives tokens runs";
      case RECEIVING -> "no worker has a stream in flight by its own metric";
      case PREFILL -> "no prefill worker runs";
      case STORE -> "a member of the store is no worker";
    };
  }
}
