package io.faultstream.fault;

import io.faultstream.etcd.EtcdCluster;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.FaultSpec.Victim;
import io.faultstream.target.Target;
import io.faultstream.target.Worker;
import io.faultstream.target.WorkerControl;
import java.util.Optional;
import java.util.function.Consumer;

/** One kind of fault before it is aimed at anybody: what it needs, and how it reads. Stateless. */
public interface FaultKit {
  /** Which one it is. */
  FaultKind kind();

  /** Why it cannot be done to this target, one sentence; empty when it can. */
  Optional<String> refusal(FaultSpec spec, Target target);

  /** What is done, for the plan: "SIGKILL the worker …". */
  String injects();

  /**
   * Chooses the victim now; empty when there is none at this moment, of which {@link Aim#nobody}
   * was told the reason.
   */
  Optional<Fault> aim(Aim aim) throws InterruptedException;

  /**
   * What a fault is aimed with.
   *
   * @param spec what was asked
   * @param workers the target's workers
   * @param victims who is hit
   * @param store the target's etcd cluster, where it has one
   * @param missed is told why nobody can be aimed at now, a sentence at each try
   */
  record Aim(
      FaultSpec spec,
      WorkerControl workers,
      Victims victims,
      Optional<EtcdCluster> store,
      Consumer<String> missed) {
    /** The answer when nobody can be aimed at now, and why, one sentence. */
    public <T> Optional<T> nobody(String why) {
      missed.accept(why);
      return Optional.empty();
    }

    /** The worker that the victim's rule chooses now. */
    public Optional<Worker> worker(Victim victim) throws InterruptedException {
      Optional<Worker> chosen = victims.choose(spec.id(), victim, workers);
      return chosen.isPresent() ? chosen : nobody(Victims.none(victim));
    }
  }
}
