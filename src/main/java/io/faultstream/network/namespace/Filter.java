package io.faultstream.network.namespace;

import java.util.List;
import java.util.Locale;

/**
 * A table of packet filters of ours in a member's namespace, as a script for {@code nft}, which is
 * done at once or not at all. What is dropped is counted. Stateless; what a process of the
 * namespace says to itself is never filtered.
 */
final class Filter {
  /** The table's name; each namespace has at most one. */
  static final String TABLE = "faultstream";

  /** Of numbers that chance draws for a packet: a loss is as fine as a thousandth. */
  private static final int DRAWN = 1000;

  private Filter() {}

  /** Drops all between the member and these addresses. */
  static String cutOff(List<String> addresses) {
    return table(
        "ip saddr " + set(addresses) + " counter drop",
        "ip daddr " + set(addresses) + " counter drop");
  }

  /** Drops all that comes to this TCP port of the member and goes from it. */
  static String closed(int port) {
    return table("tcp dport " + port + " counter drop", "tcp sport " + port + " counter drop");
  }

  /**
   * Drops a share of what goes each way between the member and these addresses.
   *
   * @param loss above 0 and at most 1
   */
  static String lossy(List<String> addresses, double loss) {
    long below = Math.max(1, Math.round(loss * DRAWN));
    String chance =
        below < DRAWN ? String.format(Locale.ROOT, " numgen random mod %d < %d", DRAWN, below) : "";
    String drop = chance + " counter drop";
    return table("ip saddr " + set(addresses) + drop, "ip daddr " + set(addresses) + drop);
  }

  /** Puts what goes to each of these addresses into a class of {@link Shaping}. */
  static String classified(List<String> addresses) {
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < addresses.size(); i++) {
      rules.append(
          chainRule("output", "ip daddr " + addresses.get(i))
              + " counter meta priority set "
              + Shaping.classOf(i)
              + "\n");
    }
    return begin() + rules;
  }

  /** Takes the table away, also when it is not there. */
  static String none() {
    return "add table ip " + TABLE + "\ndelete table ip " + TABLE + "\n";
  }

  private static String begin() {
    String chain = "add chain ip " + TABLE;
    return none()
        + "add table ip "
        + TABLE
        + "\n"
        + chain
        + " input { type filter hook input priority 0; policy accept; }\n"
        + chain
        + " output { type filter hook output priority 0; policy accept; }\n";
  }

  private static String table(String in, String out) {
    return begin() + chainRule("input", in) + "\n" + chainRule("output", out) + "\n";
  }

  /** Only on the member's link: what it says to itself goes another way. */
  private static String chainRule(String chain, String rule) {
    String link = chain.equals("input") ? "iifname" : "oifname";
    return "add rule ip " + TABLE + " " + chain + " " + link + " \"" + Names.LINK + "\" " + rule;
  }

  private static String set(List<String> addresses) {
    return "{ " + String.join(", ", addresses) + " }";
  }
}
