package io.faultstream.judge.store;

import io.faultstream.history.store.MemberSample;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.judge.Finding;
import io.faultstream.measure.store.Leaders;
import io.faultstream.measure.store.Leaders.Leaderless;
import io.faultstream.spec.ClaimSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * In each term at most one member says that it leads. A member tells the term of the last entry it
 * has applied, which for a moment is still the old one when it has just been elected: a sample
 * counts for its term when the member's sample before or after it says the same. How long nobody
 * led is shown. Limit {@code minSamples}, default 10: seconds in which a member answered.
 */
public final class OneLeader implements AboutStore {
  public static final String ID = "one-leader";
  private static final String MIN_SAMPLES = "minSamples";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(MIN_SAMPLES, 10.0);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "in each term at most one member leads";
  }

  @Override
  public Finding find(StoreRecord store, ClaimSpec asked) {
    long rounds =
        store.members().stream()
            .filter(MemberSample::answered)
            .mapToLong(MemberSample::atNanos)
            .distinct()
            .count();
    double least = asked.limit(MIN_SAMPLES);
    if (rounds < least) {
      return AboutStore.tooFew(rounds, "samples were answered", least);
    }
    TreeMap<Long, Set<String>> leaders = new TreeMap<>();
    Leaders.settled(store)
        .forEach(one -> leaders.computeIfAbsent(one.term(), t -> new TreeSet<>()).add(name(one)));
    List<String> two =
        leaders.entrySet().stream()
            .filter(term -> term.getValue().size() > 1)
            .map(term -> "term " + term.getKey() + ": " + String.join(" and ", term.getValue()))
            .toList();
    if (!two.isEmpty()) {
      return Finding.fail("two leaders of one term: " + AboutStore.some(two));
    }
    if (leaders.isEmpty()) {
      return Finding.inconclusive(rounds + " samples, and nobody led in two in a row");
    }
    return Finding.pass(
        rounds
            + " samples; "
            + String.join(", ", leaders.entrySet().stream().map(OneLeader::words).toList())
            + "; "
            + leaderless(store));
  }

  private static String words(Map.Entry<Long, Set<String>> term) {
    return "term " + term.getKey() + ": " + String.join(", ", term.getValue());
  }

  /** With its number: another one has the name of a member that was replaced. */
  private static String name(MemberSample sample) {
    return sample.member() + " (" + Long.toHexString(sample.id()) + ")";
  }

  private static String leaderless(StoreRecord store) {
    Leaderless without = Leaders.leaderless(store);
    return without.longest().isEmpty()
        ? "never seen without a leader"
        : "longest time seen without a leader "
            + AboutStore.words(without.longest().get())
            + (without.ledAtEnd() ? "" : ", and none at the end");
  }
}
