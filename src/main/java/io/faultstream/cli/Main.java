package io.faultstream.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line: {@code mvn -q compile exec:java -Dexec.args="<command>"}. Exit codes: 0 PASS or
 * done, 1 FAIL, 2 REGRESSED, 3 INCONCLUSIVE, 4 something broken could not be undone, 64 bad usage,
 * 70 our own fault.
 */
@Command(
    name = "faultstream",
    description = "What is done with the runs of Faultstream's simulations.",
    mixinStandardHelpOptions = true,
    subcommands = {
      AcceptCommand.class,
      CleanupCommand.class,
      CompareCommand.class,
      HistoryCommand.class,
      InstallDynamoCommand.class,
      JudgeCommand.class,
      RunsCommand.class
    })
public final class Main implements Runnable {
  /** Something broken could not be undone. */
  static final int LEAKED = 4;

  private static final int BAD_USAGE = 64;

  /** We could not do what was asked. */
  static final int OUR_FAULT = 70;

  @Spec private CommandSpec command = CommandSpec.create();

  /** Runs one command and ends the process with its exit code. */
  public static void main(String... arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command. */
  static int run(String... arguments) {
    return new CommandLine(new Main())
        .setExitCodeExceptionMapper(Main::exitCode)
        .setParameterExceptionHandler(
            (exception, given) -> {
              CommandLine line = exception.getCommandLine();
              line.getErr().println(exception.getMessage());
              line.usage(line.getErr());
              return BAD_USAGE;
            })
        .setExecutionExceptionHandler(
            (exception, line, parsed) -> {
              line.getErr().println(message(exception));
              return exitCode(exception);
            })
        .execute(arguments);
  }

  private static int exitCode(Throwable exception) {
    return exception instanceof BadRunException ? BAD_USAGE : OUR_FAULT;
  }

  private static String message(Exception exception) {
    return exception instanceof BadRunException
        ? String.valueOf(exception.getMessage())
        : "broken: " + exception;
  }

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "a command is missing");
  }
}
