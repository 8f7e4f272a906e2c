package io.faultstream.conformance;

import io.faultstream.spec.LocalSpec;
import io.faultstream.spec.LocalSpec.Engine;
import io.faultstream.spec.LocalSpec.Plane;
import io.faultstream.spec.LocalSpec.Stores;
import io.faultstream.spec.TargetKind;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.TargetSpec.EmbeddedSpec;
import io.faultstream.spec.settings.Homes;
import io.faultstream.target.embedded.EmbeddedCluster;
import io.faultstream.target.local.InstalledDynamo;
import io.faultstream.target.local.LocalDynamo;
import io.faultstream.target.processes.Blueprint;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The two systems that are held to the same checks. */
enum Kind {
  /** Our own cluster. */
  EMBEDDED {
    @Override
    void require() {
      // It is part of this project.
    }

    @Override
    Blueprint blueprint(Layout layout, Consumer<URI> beforeWorkers) {
      Blueprint plain = new EmbeddedCluster(spec(TargetKind.EMBEDDED, layout, Optional.empty()));
      return new Extended(plain, layout.words(Trait::embedded), beforeWorkers);
    }
  },

  /** A real Dynamo on this machine. */
  DYNAMO {
    @Override
    void require() {
      InstalledDynamo.require();
    }

    @Override
    Blueprint blueprint(Layout layout, Consumer<URI> beforeWorkers) {
      LocalSpec local = local(layout, layout.engine());
      Blueprint plain = new LocalDynamo(spec(TargetKind.LOCAL, layout, Optional.of(local)));
      return new Extended(plain, layout.words(Trait::dynamo).and(pace(layout)), beforeWorkers);
    }
  };

  private static final String MODEL = "tiny";

  /** Of the mocker and of the embedded engine at their own pace. */
  private static final double STEP_MILLIS = 5.74;

  private static final int HEAP = 64;
  private static final int REJECTED = 529;
  private static final int REJECTED_AS_ASKED = 503;

  /** Ends a test where it cannot be started on this machine. */
  abstract void require();

  /**
   * What a system of this layout is made of.
   *
   * @param beforeWorkers is given the frontend's address when no worker is there yet
   */
  abstract Blueprint blueprint(Layout layout, Consumer<URI> beforeWorkers);

  private static Trait.Words pace(Layout layout) {
    return layout.engine() == Engine.MOCKER
        ? Trait.Words.NONE.worker("--speedup-ratio " + speedup(layout))
        : Trait.Words.NONE;
  }

  private static double speedup(Layout layout) {
    return STEP_MILLIS / layout.tokenMillis();
  }

  private static TargetSpec spec(TargetKind kind, Layout layout, Optional<LocalSpec> local) {
    int rejected = layout.has(Trait.OVERLOAD_503) ? REJECTED_AS_ASKED : REJECTED;
    boolean rejoins = layout.has(Trait.REJOINS);
    TargetSpec whole =
        new TargetSpec(
            kind,
            Optional.empty(),
            MODEL,
            layout.workers(),
            layout.migrationLimit(),
            layout.onTerminate(),
            layout.backendTimeout(),
            Duration.ofMinutes(1),
            new EmbeddedSpec(0, speedup(layout), 1, "round-robin", rejected, rejoins, HEAP),
            local);
    return layout.split().map(whole::with).orElse(whole);
  }

  private static LocalSpec local(Layout layout, Engine engine) {
    String home = InstalledDynamo.HOME.toString();
    return new LocalSpec(
        Homes.VERSION,
        home,
        Path.of(home, "venv", "bin", "python").toString(),
        engine,
        List.of(),
        layout.tokenMillis(),
        "none",
        List.of(),
        List.of(),
        0,
        "round-robin",
        new Stores(Plane.TCP, "zmq", ""),
        "info");
  }

  /** For people. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
