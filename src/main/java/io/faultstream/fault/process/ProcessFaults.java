package io.faultstream.fault.process;

import io.faultstream.fault.Fault;
import io.faultstream.fault.FaultKit;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.FaultSpec.Victim.Rule;
import io.faultstream.target.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The faults of one worker's process. */
public final class ProcessFaults {
  private ProcessFaults() {}

  /** Kill, terminate and stall. */
  public static List<FaultKit> kits() {
    return List.of(
        new Kit(FaultKind.KILL, "SIGKILL", Kill::new),
        new Kit(FaultKind.TERMINATE, "SIGTERM", Terminate::new),
        new Kit(FaultKind.STALL, "SIGSTOP", Stall::new));
  }

  /** One of them, with how it is made for a victim. */
  private record Kit(FaultKind kind, String injects, Function<Hit, Fault> maker)
      implements FaultKit {
    @Override
    public Optional<String> refusal(FaultSpec spec, Target target) {
      List<String> names = target.workerNames();
      boolean unknown =
          spec.victim().rule() == Rule.NAMED && !names.contains(spec.victim().name().orElse(""));
      return unknown
          ? Optional.of(
              "no worker is named '" + spec.victim().name().orElse("") + "', there are " + names)
          : Optional.empty();
    }

    @Override
    public Optional<Fault> aim(Aim aim) throws InterruptedException {
      return aim.worker(aim.spec().victim())
          .map(worker -> maker.apply(new Hit(worker, aim.workers())));
    }
  }
}
