package io.faultstream.conformance;

import io.faultstream.process.Signal;
import io.faultstream.target.Worker;
import org.junit.jupiter.api.Test;

/** StallConformance on the embedded cluster, and what only that can be told to do. */
final class StallEmbeddedIT extends StallConformance {
  StallEmbeddedIT() {
    super(Kind.EMBEDDED);
  }

  @Test
  void whereItIsToldToAWorkerComesBackAfterItsLease() throws Exception {
    try (Running system = start(Layout.plain().with(Trait.REJOINS))) {
      Worker stopped = system.workers().get(0);
      String id = Await.value("its id", () -> system.control().instanceId(stopped));
      system.signal(stopped, Signal.STOP);
      Await.that("that it left", () -> !system.instances().contains(id));
      system.signal(stopped, Signal.CONT);
      Await.that("that it is back", () -> system.instances().contains(id));
      Await.that("that it says so", () -> logHas(stopped, "registered again"));
    }
  }
}
