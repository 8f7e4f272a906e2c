package io.faultstream.conformance;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Checks that leave the system as it was, so that one is enough for all of a class. */
abstract class SharedConformance extends Conformance {
  private final Layout layout;
  private @Nullable Running running;

  SharedConformance(Kind kind, Layout layout) {
    super(kind);
    this.layout = layout;
  }

  @BeforeAll
  final void start() throws Exception {
    running = start(layout);
  }

  @AfterAll
  final void end() throws Exception {
    if (running != null) {
      running.close();
    }
  }

  /** The system that all checks share. */
  Running system() {
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running;
  }

  Client client() {
    return system().client();
  }
}
