package io.faultstream.judge.store;

import io.faultstream.history.store.StoreOperation;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.judge.Finding;
import io.faultstream.measure.store.Reads;
import io.faultstream.spec.ClaimSpec;
import java.util.List;
import java.util.Map;

/**
 * A linearizable read is never older than what was known when it began: than any write of its key
 * that had been acknowledged, and than any linearizable read of it that had been answered. What
 * overlaps in time may come in either order, and a write of unknown fate may be seen or not, but
 * once seen it stays. A serializable read may be old; how many were is shown. Limit {@code
 * minReads}, default 20: four seconds of the probe's reads.
 */
public final class ReadsCurrent implements AboutStore {
  public static final String ID = "reads-current";
  private static final String MIN_READS = "minReads";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(MIN_READS, 20.0);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "no linearizable read is older than what was acknowledged before it began";
  }

  @Override
  public Finding find(StoreRecord store, ClaimSpec asked) {
    Reads reads = Reads.of(store);
    double least = asked.limit(MIN_READS);
    if (reads.linearizable().size() < least) {
      return AboutStore.tooFew(
          reads.linearizable().size(), "linearizable reads were answered", least);
    }
    List<String> stale =
        reads.oldLinearizable().stream().map(old -> sentence(old.read(), old.known())).toList();
    String counts =
        reads.linearizable().size()
            + " linearizable reads; "
            + reads.local().size()
            + " serializable ones, of which "
            + reads.oldLocal().size()
            + " were old, as they may be";
    return stale.isEmpty()
        ? Finding.pass("none was old of " + counts)
        : Finding.fail(stale.size() + " old: " + AboutStore.some(stale) + "; " + counts);
  }

  private static String sentence(StoreOperation read, long least) {
    return read.member()
        + " gave "
        + (read.modRevision() == 0 ? "nothing" : "revision " + read.modRevision())
        + " for "
        + read.key()
        + " "
        + AboutStore.at(read.calledNanos())
        + ", known was revision "
        + least;
  }
}
