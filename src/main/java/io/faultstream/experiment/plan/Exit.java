package io.faultstream.experiment.plan;

import io.faultstream.spec.BadSpecException;
import java.util.function.Supplier;

/**
 * The one place that ends the process. Gatling has no other way to refuse a simulation than a stack
 * trace, and none at all to end well without having sent a request.
 */
public final class Exit {
  /** Done as asked. */
  public static final int OK = 0;

  /** What was asked cannot be done (sysexits.h, EX_USAGE). */
  public static final int BAD_SPEC = 64;

  /** A run was begun and could not be brought to its end. */
  public static final int BROKEN = 70;

  private Exit() {}

  /** The value, or the end of the process with the one message that says what is wrong. */
  public static <T> T onBadSpec(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (BadSpecException e) {
      throw now(BAD_SPEC, String.valueOf(e.getMessage()));
    }
  }

  /** Prints the message, if there is one, and ends the process; never returns. */
  public static RuntimeException now(int code, String message) {
    if (!message.isEmpty()) {
      (code == OK ? System.out : System.err).println(message);
    }
    System.out.flush();
    System.err.flush();
    System.exit(code);
    return new IllegalStateException("the process goes on after its end");
  }
}
