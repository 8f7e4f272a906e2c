package io.faultstream.cluster;

import io.faultstream.cluster.frontend.FrontendNode;
import io.faultstream.cluster.frontend.FrontendOptions;
import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.process.Termination;
import io.faultstream.cluster.time.Ticker;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The program of a frontend. */
@Command(
    name = "frontend",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = Programs.EXIT_USAGE,
    description = "The frontend of the embedded serving system.")
public final class FrontendMain implements Callable<Integer> {

  @Mixin private final FrontendOptions options = new FrontendOptions();

  /** Starts a frontend; the process then lives until a signal ends it. */
  public static void main(String[] arguments) {
    Programs.start(new FrontendMain(), arguments);
  }

  @Override
  public Integer call() throws IOException {
    if (options.exitWithStdin()) {
      Termination.exitWithStdin();
    }
    Log log = Log.ofProcess("frontend", options.logLevel(), Ticker.system());
    FrontendNode.start(options, log, Ticker.system());
    return 0;
  }
}
