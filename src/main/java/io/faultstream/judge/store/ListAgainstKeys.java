package io.faultstream.judge.store;

import io.faultstream.history.store.InstancesSeen;
import io.faultstream.judge.Finding;
import io.faultstream.judge.Wording;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the frontend's list agreed with the keys, wherever both were read. A disagreement lasts from
 * the first to the last of the reads in a row that show it; a moment without a read of the keys,
 * when the store had no leader, ends it: nobody knows what the keys were.
 *
 * @param compared reads of both
 * @param apart those in which they differed
 * @param longest disagreement in nanoseconds
 * @param from when it began
 * @param example what differed then, empty without one
 */
record ListAgainstKeys(int compared, int apart, long longest, long from, String example) {

  static ListAgainstKeys of(List<InstancesSeen> seen) {
    int compared = 0;
    int apart = 0;
    long begun = -1;
    ListAgainstKeys worst = new ListAgainstKeys(0, 0, 0, 0, "");
    for (InstancesSeen one : seen) {
      if (one.bothRead()) {
        compared++;
      }
      boolean differs = one.bothRead() && !difference(one).isEmpty();
      apart += differs ? 1 : 0;
      if (!one.read() || (one.bothRead() && !differs)) {
        begun = -1;
      } else if (differs) {
        begun = begun < 0 ? one.atNanos() : begun;
        long lasted = one.returnedNanos() - begun;
        if (lasted >= worst.longest) {
          worst = new ListAgainstKeys(0, 0, lasted, begun, difference(one));
        }
      }
    }
    return new ListAgainstKeys(compared, apart, worst.longest, worst.from, worst.example);
  }

  private static String difference(InstancesSeen one) {
    Set<String> there = one.ids();
    Set<String> listed = new TreeSet<>(one.listed());
    Set<String> unlisted = new TreeSet<>(there);
    unlisted.removeAll(listed);
    listed.removeAll(there);
    if (unlisted.isEmpty() && listed.isEmpty()) {
      return "";
    }
    return (unlisted.isEmpty() ? "" : AboutStore.some(unlisted) + " not listed")
        + (unlisted.isEmpty() || listed.isEmpty() ? "" : ", ")
        + (listed.isEmpty() ? "" : AboutStore.some(listed) + " listed without a key");
  }

  /** Judged by the longest disagreement that may be. */
  Finding finding(long most) {
    if (compared == 0) {
      return Finding.inconclusive("the frontend's list was never read beside the keys");
    }
    return longest > most ? Finding.fail(words()) : Finding.pass(words());
  }

  /** What was found, with its figures. */
  String words() {
    return apart == 0
        ? "the frontend's list agreed in all " + compared
        : "the frontend's list differed in "
            + apart
            + " of "
            + compared
            + ", longest "
            + Wording.time(longest)
            + " "
            + AboutStore.at(from)
            + " ("
            + example
            + ")";
  }
}
