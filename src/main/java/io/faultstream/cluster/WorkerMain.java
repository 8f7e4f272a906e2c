package io.faultstream.cluster;

import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.process.Termination;
import io.faultstream.cluster.time.Ticker;
import io.faultstream.cluster.worker.WorkerNode;
import io.faultstream.cluster.worker.WorkerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The program of a worker. */
@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = Programs.EXIT_USAGE,
    description = "A worker of the embedded serving system.")
public final class WorkerMain implements Callable<Integer> {

  @Mixin private final WorkerOptions options = new WorkerOptions();

  /** Starts a worker; the process then lives until a signal ends it. */
  public static void main(String[] arguments) {
    Programs.start(new WorkerMain(), arguments);
  }

  @Override
  public Integer call() {
    if (options.exitWithStdin()) {
      Termination.exitWithStdin();
    }
    Log log = Log.ofProcess("worker", options.logLevel(), Ticker.system());
    WorkerNode.start(options, log, Ticker.system());
    return 0;
  }
}
