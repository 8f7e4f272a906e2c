package io.faultstream.target.url;

import io.faultstream.spec.Access;

/** The beginning of what a server said, as a part of one line and without secrets. Pure. */
final class Beginning {
  private static final int LENGTH = 160;

  private Beginning() {}

  /** The whole text as one line without secrets. */
  static String line(String text, Access access) {
    return access.redacted(text).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
  }

  /** Its beginning; values are hidden before it is cut, so that no half of one is left. */
  static String of(String text, Access access) {
    String line = line(text, access);
    return line.length() > LENGTH ? line.substring(0, LENGTH) + "…" : line;
  }

  /** The same behind a colon; nothing of an empty text. */
  static String behindColon(String text, Access access) {
    String line = of(text, access);
    return line.isEmpty() ? "" : ": " + line;
  }
}
