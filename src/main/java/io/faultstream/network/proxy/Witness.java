package io.faultstream.network.proxy;

import io.faultstream.network.Disturbance;
import io.faultstream.network.Evidence;
import java.util.Locale;
import java.util.Map;

/** What the counts of the links say of a disturbance. Pure. */
final class Witness {
  private Witness() {}

  /** Of what was counted before it and now. */
  static Evidence of(
      Disturbance what, Map<LinkName, LinkCount> before, Map<LinkName, LinkCount> now) {
    LinkCount sum = LinkCount.ZERO;
    int touched = 0;
    for (Map.Entry<LinkName, LinkCount> one : now.entrySet()) {
      LinkCount more = one.getValue().minus(before.getOrDefault(one.getKey(), LinkCount.ZERO));
      long count = count(what, more);
      if (count > 0) {
        touched++;
        sum = sum.plus(more);
      }
    }
    String where = " on " + touched + " of " + what.member() + "'s links";
    return new Evidence(count(what, sum), words(what, sum) + where);
  }

  private static long count(Disturbance what, LinkCount count) {
    return switch (what.kind()) {
      case CUT_PEERS, CUT_CLIENTS -> count.heldBytes() + count.heldConnections();
      case SLOW_PEERS -> count.lateBytes();
      case LOSE_PEERS -> count.stalls();
    };
  }

  private static String words(Disturbance what, LinkCount count) {
    return switch (what.kind()) {
      case CUT_PEERS, CUT_CLIENTS ->
          say(
              "%,d bytes and %,d new connections held back",
              count.heldBytes(), count.heldConnections());
      case SLOW_PEERS -> say("%,d bytes late", count.lateBytes());
      case LOSE_PEERS -> say("%,d stalls and %,d resets", count.stalls(), count.resets());
    };
  }

  private static String say(String format, Object... numbers) {
    return String.format(Locale.ROOT, format, numbers);
  }
}
