package io.faultstream.judge.store;

import io.faultstream.history.store.MemberSample;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.judge.Finding;
import io.faultstream.judge.Wording;
import io.faultstream.spec.ClaimSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    TreeMap<Long, List<MemberSample>> rounds = new TreeMap<>();
    store.members().stream()
        .filter(MemberSample::answered)
        .forEach(one -> rounds.computeIfAbsent(one.atNanos(), at -> new ArrayList<>()).add(one));
    double least = asked.limit(MIN_SAMPLES);
    if (rounds.size() < least) {
      return AboutStore.tooFew(rounds.size(), "samples were answered", least);
    }
    TreeMap<Long, Set<String>> leaders = new TreeMap<>();
    for (List<MemberSample> samples : byMember(store).values()) {
      settled(samples)
          .forEach(one -> leaders.computeIfAbsent(one.term(), t -> new TreeSet<>()).add(name(one)));
    }
    List<String> two =
        leaders.entrySet().stream()
            .filter(term -> term.getValue().size() > 1)
            .map(term -> "term " + term.getKey() + ": " + String.join(" and ", term.getValue()))
            .toList();
    if (!two.isEmpty()) {
      return Finding.fail("two leaders of one term: " + AboutStore.some(two));
    }
    if (leaders.isEmpty()) {
      return Finding.inconclusive(rounds.size() + " samples, and nobody led in two in a row");
    }
    return Finding.pass(
        rounds.size()
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

  private static Map<String, List<MemberSample>> byMember(StoreRecord store) {
    Map<String, List<MemberSample>> members = new HashMap<>();
    store.members().stream()
        .filter(MemberSample::answered)
        .forEach(one -> members.computeIfAbsent(one.member(), m -> new ArrayList<>()).add(one));
    return members;
  }

  /** The samples of one member in which it leads in a term that it tells twice in a row. */
  private static List<MemberSample> settled(List<MemberSample> samples) {
    List<MemberSample> settled = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      MemberSample one = samples.get(i);
      boolean before = i > 0 && same(one, samples.get(i - 1));
      boolean after = i + 1 < samples.size() && same(one, samples.get(i + 1));
      if (one.leads() && (before || after)) {
        settled.add(one);
      }
    }
    return settled;
  }

  private static boolean same(MemberSample one, MemberSample other) {
    return other.leads() && other.term() == one.term() && other.id() == one.id();
  }

  /** The longest time from the first sample without a leader to the next one with one. */
  private static String leaderless(StoreRecord store) {
    Map<Long, Boolean> led = new LinkedHashMap<>();
    store.members().forEach(one -> led.merge(one.atNanos(), one.leads(), Boolean::logicalOr));
    if (!led.containsValue(false)) {
      return "never seen without a leader";
    }
    long longest = 0;
    long from = 0;
    long begun = Long.MIN_VALUE;
    for (Map.Entry<Long, Boolean> round : led.entrySet()) {
      begun = round.getValue() || begun != Long.MIN_VALUE ? begun : round.getKey();
      if (begun != Long.MIN_VALUE && round.getKey() - begun >= longest) {
        longest = round.getKey() - begun;
        from = begun;
      }
      begun = round.getValue() ? Long.MIN_VALUE : begun;
    }
    return "longest time seen without a leader "
        + Wording.time(longest)
        + ", "
        + AboutStore.at(from)
        + (lastLed(led.values()) ? "" : ", and none at the end");
  }

  private static boolean lastLed(Collection<Boolean> rounds) {
    List<Boolean> all = new ArrayList<>(rounds);
    return all.get(all.size() - 1);
  }
}
