package io.faultstream.cluster.worker;

import io.faultstream.cluster.defect.Defect;
import io.faultstream.cluster.discovery.EngineLimits;
import io.faultstream.cluster.discovery.Role;
import io.faultstream.cluster.discovery.backend.DiscoveryOptions;
import io.faultstream.cluster.engine.EngineOptions;
import io.faultstream.cluster.log.Level;
import io.faultstream.cluster.worker.transfer.TransferOptions;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a worker process; names and defaults are the mocker's where it has them. */
public final class WorkerOptions {

  /** Blocks when nothing is said: the mocker's. */
  private static final int KV_BLOCKS = 16_384;

  @Mixin DiscoveryOptions discovery = new DiscoveryOptions();

  @Option(names = "--system-port", description = "Port of /health, /live, /metrics; 0: any.")
  int systemPort;

  @Option(names = "--model", description = "Name of the model (default tiny).")
  String model = "tiny";

  @Option(names = "--disaggregation-mode", description = "agg (default), prefill or decode.")
  Role role = Role.AGG;

  @Option(names = "--speedup-ratio", description = "Divides the engine's times (default 1).")
  double speedup = 1;

  @Option(names = "--decode-speedup-ratio", description = "Divides decode times again (1).")
  double decodeSpeedup = 1;

  @Option(names = "--max-num-seqs", description = "Batch slots (default 256).")
  int maxSequences = 256;

  @Option(names = "--max-num-batched-tokens", description = "Prompt tokens a step (8192).")
  int maxBatchedTokens = 8192;

  @Option(names = "--num-gpu-blocks", description = "KV blocks (default 16384).")
  int kvBlocks = KV_BLOCKS;

  @Option(names = "--block-size", description = "Tokens in a KV block (default 64).")
  int blockTokens = 64;

  @Option(names = "--context", description = "Context length in tokens (default 131072).")
  int contextTokens = 131_072;

  @Option(names = "--grace-period", description = "From SIGTERM to draining (default 0s).")
  Duration gracePeriod = Duration.ZERO;

  @Option(names = "--drain-timeout", description = "Longest draining (default 900s).")
  Duration drainTimeout = Duration.ofMinutes(15);

  @Option(names = "--cut-at-term", description = "At SIGTERM cut streams off, so they move.")
  boolean cutAtTerm;

  @Option(names = "--rejoin", description = "Register again when the lease was lost.")
  boolean rejoin;

  @Option(names = "--engine-request-limit", description = "Requests that run at once.")
  Optional<Integer> engineRequestLimit = Optional.empty();

  @Option(names = "--queue-limit", description = "Requests that wait beyond it (16).")
  int queueLimit = 16;

  @Option(names = "--kv-transfer", description = "How long a prompt is on its way (0ms).")
  Duration transfer = Duration.ZERO;

  @Option(names = "--kv-transfer-timeout", description = "Longest wait for a prompt (5s).")
  Duration transferTimeout = Duration.ofSeconds(5);

  @Option(names = "--kv-keep", description = "A prompt that nobody fetches is kept (60s).")
  Duration keep = Duration.ofSeconds(60);

  @Option(names = "--seed", description = "Seed of the process' own chance.")
  Optional<Long> seed = Optional.empty();

  @Option(names = "--defect", description = "What is done wrong on purpose (default none).")
  Defect defect = Defect.NONE;

  @Option(names = "--defect-share", description = "By which slow steps take longer (0.5).")
  double defectShare = 0.5;

  @Option(names = "--defect-above", description = "Slow only while more requests run (0).")
  int defectAbove;

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

  EngineOptions engine() {
    EngineLimits limits =
        new EngineLimits(kvBlocks, blockTokens, maxSequences, maxBatchedTokens, contextTokens);
    return new EngineOptions(limits, speedup, decodeSpeedup);
  }

  TransferOptions transfers() {
    return new TransferOptions(transfer, transferTimeout, keep);
  }

  /** How many requests run and wait before the next is rejected. */
  Admission.Limits admission() {
    return new Admission.Limits(engineRequestLimit.orElse(Integer.MAX_VALUE), queueLimit);
  }
}
