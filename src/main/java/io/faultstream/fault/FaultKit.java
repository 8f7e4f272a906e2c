package io.faultstream.fault;

import io.faultstream.etcd.EtcdCluster;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.target.Target;
import io.faultstream.target.WorkerControl;
import java.util.Optional;

/** One kind of fault before it is aimed at anybody: what it needs, and how it reads. Stateless. */
public interface FaultKit {
  /** Which one it is. */
  FaultKind kind();

  /** Why it cannot be done to this target, one sentence; empty when it can. */
  Optional<String> refusal(FaultSpec spec, Target target);

  /** What is done, for the plan: "SIGKILL the worker …". */
  String injects();

  /** Chooses the victim now; empty when there is none at this moment. */
  Optional<Fault> aim(Aim aim) throws InterruptedException;

  /**
   * What a fault is aimed with.
   *
   * @param spec what was asked
   * @param workers the target's workers
   * @param victims who is hit
   * @param store the target's etcd cluster, where it has one
   */
  record Aim(FaultSpec spec, WorkerControl workers, Victims victims, Optional<EtcdCluster> store) {}
}
