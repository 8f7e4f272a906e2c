package io.faultstream.spec;

import java.util.List;

/**
 * What was asked for cannot be done: all mistakes at once, found before anything was started. The
 * message is the one text that a user sees.
 */
public final class BadSpecException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Mistakes, each one line: key, value, what is allowed. */
  public BadSpecException(List<String> problems) {
    super(
        (problems.size() == 1 ? "1 mistake" : problems.size() + " mistakes")
            + " in what was asked, nothing was started:\n  - "
            + String.join("\n  - ", problems));
  }
}
