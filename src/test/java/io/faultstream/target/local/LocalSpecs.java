package io.faultstream.target.local;

import io.faultstream.spec.LocalSpec;
import io.faultstream.spec.LocalSpec.Engine;
import io.faultstream.spec.LocalSpec.Plane;
import io.faultstream.spec.LocalSpec.Stores;
import io.faultstream.spec.TargetKind;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.settings.Homes;
import io.faultstream.target.embedded.Specs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Specs of real Dynamos. */
public final class LocalSpecs {
  private LocalSpecs() {}

  /** Counting engine, files and TCP, an installation in this folder. */
  public static LocalSpec counting(Path home) {
    return new LocalSpec(
        Homes.VERSION,
        home.toString(),
        home.resolve("venv/bin/python").toString(),
        Engine.COUNTING,
        List.of(),
        6,
        "none",
        List.of(),
        List.of(),
        0,
        "round-robin",
        new Stores(Plane.TCP, "zmq", ""),
        "info");
  }

  /** The same with other stores. */
  public static UnaryOperator<LocalSpec> stores(Stores stores) {
    return s ->
        new LocalSpec(
            s.version(),
            s.home(),
            s.python(),
            s.engine(),
            s.command(),
            s.stepMillis(),
            s.defect(),
            s.workerArguments(),
            s.frontendArguments(),
            s.port(),
            s.router(),
            stores,
            s.logLevel());
  }

  /** The same with prompts that take their time, and an engine that does this wrong. */
  static LocalSpec counting(LocalSpec s, double prefillMillis, String defect) {
    return new LocalSpec(
        s.version(),
        s.home(),
        s.python(),
        Engine.COUNTING,
        s.command(),
        s.stepMillis(),
        prefillMillis,
        defect,
        s.workerArguments(),
        s.frontendArguments(),
        s.port(),
        s.router(),
        s.stores(),
        s.logLevel());
  }

  /** The same with Dynamo's mocker. */
  static LocalSpec mocker(LocalSpec s) {
    return new LocalSpec(
        s.version(),
        s.home(),
        s.python(),
        Engine.MOCKER,
        s.command(),
        s.stepMillis(),
        s.defect(),
        s.workerArguments(),
        s.frontendArguments(),
        s.port(),
        s.router(),
        s.stores(),
        s.logLevel());
  }

  /** The same with workers by their command line. */
  public static LocalSpec command(LocalSpec s, List<String> command) {
    return new LocalSpec(
        s.version(),
        s.home(),
        s.python(),
        Engine.COMMAND,
        command,
        s.stepMillis(),
        s.defect(),
        s.workerArguments(),
        s.frontendArguments(),
        s.port(),
        s.router(),
        s.stores(),
        s.logLevel());
  }

  /** A target of two workers that is started so. */
  public static TargetSpec target(LocalSpec local) {
    return target(local, Optional.empty());
  }

  /** The same with a backend timeout. */
  static TargetSpec target(LocalSpec local, Optional<Duration> backendTimeout) {
    TargetSpec any = Specs.embedded();
    return new TargetSpec(
        TargetKind.LOCAL,
        any.url(),
        any.model(),
        any.workers(),
        any.migrationLimit(),
        any.onTerminate(),
        backendTimeout,
        any.readyWithin(),
        any.embedded(),
        Optional.of(local));
  }
}
