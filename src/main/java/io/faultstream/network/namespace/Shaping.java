package io.faultstream.network.namespace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Rates and delays on a namespace's link by {@code tc}: a hierarchical token bucket with a class
 * for each address that {@link Filter#classified} tells apart; all else goes by it unhindered. A
 * delay is a queue of {@code netem} in the class, where the kernel has that. Stateless.
 *
 * @param bytesPerSecond most that goes to each address; 0: no limit
 * @param delay of all that goes to each address; zero: none
 */
record Shaping(long bytesPerSecond, Duration delay) {
  private static final String HANDLE = "1:";

  /** The class after {@code 1:1}, which the kernel keeps for a root of classes. */
  private static final int FIRST_CLASS = 2;

  /** Two packets of a usual link: less could never be sent. */
  private static final long SMALLEST_BURST = 3200;

  /** The kernel looks a hundred times a second or more: what is saved up until then. */
  private static final long LOOKS_PER_SECOND = 100;

  /** Of a class that has a delay only: 10 Gbit/s. */
  private static final long UNHINDERED = 1_250_000_000L;

  /** Packets that may wait in a delay; more are dropped, netem's own default is 1000. */
  private static final String WAITING = "10000";

  static String classOf(int number) {
    return HANDLE + Integer.toHexString(FIRST_CLASS + number);
  }

  /** The commands that set it up in a namespace for so many addresses. */
  List<List<String>> making(Tools tools, String namespace, int addresses) {
    List<List<String>> all = new ArrayList<>();
    all.add(qdisc(tools, namespace, "root", "handle", HANDLE, "htb", "default", "0"));
    for (int i = 0; i < addresses; i++) {
      long rate = bytesPerSecond == 0 ? UNHINDERED : bytesPerSecond;
      long burst = Math.max(SMALLEST_BURST, rate / LOOKS_PER_SECOND);
      all.add(
          tools.tcIn(
              namespace,
              onLink(
                  "class",
                  "parent",
                  HANDLE,
                  "classid",
                  classOf(i),
                  "htb",
                  "rate",
                  rate + "bps",
                  "burst",
                  Long.toString(burst))));
      if (!delay.isZero()) {
        String late = delay.toMillis() + "ms";
        all.add(
            qdisc(
                tools, namespace, "parent", classOf(i), "netem", "limit", WAITING, "delay", late));
      }
    }
    return all;
  }

  private static List<String> qdisc(Tools tools, String namespace, String... words) {
    return tools.tcIn(namespace, onLink("qdisc", words));
  }

  private static String[] onLink(String what, String... words) {
    List<String> all = new ArrayList<>(List.of(what, "add", "dev", Names.LINK));
    all.addAll(List.of(words));
    return all.toArray(new String[0]);
  }

  /** The command that takes it away; fails when it is not there. */
  static List<String> removing(Tools tools, String namespace) {
    return tools.tcIn(namespace, "qdisc", "delete", "dev", Names.LINK, "root");
  }

  /** The command that shows what is set up; see {@link #shaped}. */
  static List<String> showing(Tools tools, String namespace) {
    return tools.tcIn(namespace, "qdisc", "show", "dev", Names.LINK);
  }

  /** Whether what {@link #showing} printed has it. */
  static boolean shaped(String shown) {
    return shown.lines().anyMatch(line -> line.startsWith("qdisc htb " + HANDLE));
  }

  /** The command that shows the classes' counters, for {@link Counted#ofClasses}. */
  static List<String> counting(Tools tools, String namespace) {
    return tools.tcIn(namespace, "-s", "class", "show", "dev", Names.LINK);
  }
}
