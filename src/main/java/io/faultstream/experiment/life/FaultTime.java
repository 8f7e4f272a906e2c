package io.faultstream.experiment.life;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.faultstream.history.FaultEvent;
import io.faultstream.history.FaultStep;
import java.util.HashMap;
import java.util.Map;

/** How long faults have been in force in this run, all together. Thread-safe. */
final class FaultTime {
  @GuardedBy("this")
  private final Map<String, Long> since = new HashMap<>();

  @GuardedBy("this")
  private long past;

  synchronized void step(FaultEvent event) {
    if (event.step() == FaultStep.INJECTING) {
      since.put(event.fault(), event.atNanos());
    } else if (event.step() == FaultStep.UNDONE) {
      Long began = since.remove(event.fault());
      past += began == null ? 0 : event.atNanos() - began;
    }
  }

  synchronized long nanos(long now) {
    return past + since.values().stream().mapToLong(began -> now - began).sum();
  }
}
