package io.faultstream.cluster.process;

import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.time.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How a process ends: by SIGTERM (after draining, with code 0), because its lease was lost (the
 * same, with code 1), because its standard input ended, or because it could not start.
 */
public final class Termination {

  private static final long POLL_NANOS = Duration.ofMillis(1).toNanos();
  private static final int EXIT_ORPHANED = 3;
  private static final int EXIT_LEASE_LOST = 1;

  /** The code of an end in order. */
  private static volatile int code;

  private Termination() {}

  /**
   * At SIGTERM runs this to its end on a thread of its own, then ends the process with code 0, or
   * with 1 after {@link #leaseLost}.
   */
  public static void onTerminate(Runnable drain) {
    Thread hook =
        new Thread(
            () -> {
              drain.run();
              Runtime.getRuntime().halt(code);
            },
            "terminate");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Ends the process as SIGTERM does, with code 1: discovery is lost. Returns at once. */
  public static void leaseLost() {
    code = EXIT_LEASE_LOST;
    Thread thread = new Thread(() -> System.exit(EXIT_LEASE_LOST), "lease-lost");
    thread.start();
  }

  /** Waits for a condition; false when the deadline came first. */
  public static boolean await(BooleanSupplier condition, Duration atMost, Ticker ticker) {
    long deadline = ticker.nanos() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      long now = ticker.nanos();
      if (now - deadline >= 0) {
        return false;
      }
      ticker.parkUntil(Math.min(now + POLL_NANOS, deadline));
    }
    return true;
  }

  /** Ends the process at once when its standard input ends: its parent is gone. */
  public static void exitWithStdin() {
    Thread thread = new Thread(Termination::readToEnd, "stdin");
    thread.setDaemon(true);
    thread.start();
  }

  private static void readToEnd() {
    try (InputStream in = System.in) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException broken) {
      System.err.println("standard input broke: " + broken);
    }
    Runtime.getRuntime().halt(EXIT_ORPHANED);
  }

  /** Ends a process that could not start: one line on standard error, code 1. */
  public static void failedToStart(String process, Throwable cause, Log log) {
    log.error("cannot start: %s", cause);
    System.err.println(process + ": cannot start: " + cause.getMessage());
    Runtime.getRuntime().halt(1);
  }
}
