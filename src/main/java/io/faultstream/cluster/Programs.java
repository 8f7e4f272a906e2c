package io.faultstream.cluster;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;

/** Starts the programs of this package from their command lines. */
final class Programs {

  /** Usage errors: EX_USAGE of sysexits.h. */
  static final int EXIT_USAGE = 64;

  private Programs() {}

  static void start(Callable<Integer> program, String[] arguments) {
    CommandLine line = new CommandLine(program);
    line.registerConverter(Duration.class, new DurationConverter());
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          System.err.println(command.getCommandName() + ": cannot start: " + failure.getMessage());
          return 1;
        });
    int code = line.execute(arguments);
    if (code != 0 || line.isUsageHelpRequested() || line.isVersionHelpRequested()) {
      System.exit(code);
    }
    stayAlive();
  }

  /** The process lives until a signal, its standard input or a failure ends it. */
  private static void stayAlive() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
