package io.faultstream.cluster;

import java.time.Duration;
import java.util.concurrent.Callable;
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
  }
}
