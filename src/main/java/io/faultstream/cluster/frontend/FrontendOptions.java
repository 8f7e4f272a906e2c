package io.faultstream.cluster.frontend;

import io.faultstream.cluster.defect.Defect;
import io.faultstream.cluster.defect.FrontendDefect;
import io.faultstream.cluster.discovery.backend.DiscoveryOptions;
import io.faultstream.cluster.frontend.migration.MigrationPolicy;
import io.faultstream.cluster.frontend.routing.BusyThresholds;
import io.faultstream.cluster.frontend.routing.RouterMode;
import io.faultstream.cluster.frontend.routing.RoutingOptions;
import io.faultstream.cluster.frontend.split.PrefillCancel;
import io.faultstream.cluster.log.Level;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a frontend process; names and defaults are Dynamo's where it has them. */
public final class FrontendOptions {

  @Option(names = "--http-port", required = true, description = "Port; 0: any free one.")
  int httpPort;

  @Mixin DiscoveryOptions discovery = new DiscoveryOptions();

  @Option(names = "--model", description = "Name of the model (default tiny).")
  String model = "tiny";

  @Option(names = "--migration-limit", description = "Moves of a request (default 0).")
  int migrationLimit;

  @Option(names = "--migration-max-seq-len", description = "Longest sequence that moves.")
  Optional<Integer> migrationMaxTokens = Optional.empty();

  @Option(names = "--router-mode", description = "round-robin (default) or least-loaded.")
  RouterMode routerMode = RouterMode.ROUND_ROBIN;

  @Option(names = "--overload-status", description = "Status of rejection (default 529).")
  int overloadStatus = 529;

  @Option(names = "--active-decode-blocks-threshold", description = "Share of KV blocks, 0..1.")
  Optional<Double> decodeBlocks = Optional.empty();

  @Option(names = "--active-prefill-tokens-threshold", description = "Prompt tokens.")
  Optional<Long> prefillTokens = Optional.empty();

  @Option(names = "--active-prefill-tokens-threshold-frac", description = "Share of a step's.")
  Optional<Double> prefillShare = Optional.empty();

  @Option(names = "--prefill-cancel", description = "complete (default) or abort.")
  PrefillCancel prefillCancel = PrefillCancel.COMPLETE;

  @Option(names = "--backend-stream-timeout", description = "Longest silence (default: none).")
  Optional<Duration> streamTimeout = Optional.empty();

  @Option(names = "--request-timeout", description = "To take a request (default 5s).")
  Duration requestTimeout = Duration.ofSeconds(5);

  @Option(names = "--shutdown-timeout", description = "Longest draining (default 5s).")
  Duration shutdownTimeout = Duration.ofSeconds(5);

  @Option(names = "--inhibited", description = "Failed workers are asked again each (5s).")
  Duration inhibited = Duration.ofSeconds(5);

  @Option(names = "--default-max-tokens", description = "When a request says none (512).")
  int defaultMaxTokens = 512;

  @Option(names = "--defect", description = "What is done wrong on purpose (default none).")
  Defect defect = Defect.NONE;

  @Option(names = "--log-level", description = "DEBUG, INFO, WARN or ERROR (default INFO).")
  Level logLevel = Level.INFO;

  @Option(names = "--exit-with-stdin", description = "Halt when standard input ends.")
  boolean exitWithStdin;

  /** The level of the log. */
  public Level logLevel() {
    return logLevel;
  }

  /** Whether the process ends with its standard input. */
  public boolean exitWithStdin() {
    return exitWithStdin;
  }

  RoutingOptions routing(FrontendDefect wrong) {
    return new RoutingOptions(routerMode, requestTimeout, streamTimeout, inhibited, wrong);
  }

  BusyThresholds thresholds() {
    return new BusyThresholds(decodeBlocks, prefillTokens, prefillShare);
  }

  MigrationPolicy migration() {
    return new MigrationPolicy(migrationLimit, migrationMaxTokens);
  }
}
