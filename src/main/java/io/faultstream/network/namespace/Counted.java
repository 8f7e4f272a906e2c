package io.faultstream.network.namespace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the kernel counted.
 *
 * @param packets that a filter dropped, or that went through classes
 * @param bytes of them
 * @param heldBack how often a class had to wait for its rate
 */
record Counted(long packets, long bytes, long heldBack) {
  static final Counted NOTHING = new Counted(0, 0, 0);

  private static final Pattern RULE = Pattern.compile("counter packets (\\d+) bytes (\\d+)");
  private static final Pattern CLASS =
      Pattern.compile("Sent (\\d+) bytes (\\d+) pkt \\(dropped \\d+, overlimits (\\d+) ");

  /** All counters out of {@code nft list table}. */
  static Counted ofRules(String text) {
    Counted all = NOTHING;
    Matcher matcher = RULE.matcher(text);
    while (matcher.find()) {
      all = all.plus(new Counted(number(matcher, 1), number(matcher, 2), 0));
    }
    return all;
  }

  /** All classes out of {@code tc -s class show}. */
  static Counted ofClasses(String text) {
    Counted all = NOTHING;
    Matcher matcher = CLASS.matcher(text);
    while (matcher.find()) {
      all = all.plus(new Counted(number(matcher, 2), number(matcher, 1), number(matcher, 3)));
    }
    return all;
  }

  private static long number(Matcher matcher, int group) {
    return Long.parseLong(matcher.group(group));
  }

  Counted plus(Counted other) {
    return new Counted(packets + other.packets, bytes + other.bytes, heldBack + other.heldBack);
  }
}
