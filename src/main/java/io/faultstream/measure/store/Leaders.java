package io.faultstream.measure.store;

import io.faultstream.history.store.MemberSample;
import io.faultstream.history.store.StoreRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who led the store, by what its members said of themselves. A member tells the term of the last
 * entry it has applied, which for a moment is still the old one when it has just been elected: the
 * term of a sample is settled when the member's sample before or after it says the same.
 */
public final class Leaders {
  private Leaders() {}

  /**
   * A member that was found to lead in a term.
   *
   * @param fromNanos first sample that says so
   * @param member its name
   * @param id its number: another one has the name of a member that was replaced
   * @param term in which it leads; {@code null}: it was not settled, there is one sample only
   */
  public record Tenure(long fromNanos, String member, long id, @Nullable Long term) {}

  /**
   * When nobody said that it leads.
   *
   * @param longest from the first sample without a leader to the next one with one; empty: never
   * @param ledAtEnd whether the last samples have a leader
   */
  public record Leaderless(Optional<Stretch> longest, boolean ledAtEnd) {}

  /** The samples in which a member leads in a settled term, member by member. */
  public static List<MemberSample> settled(StoreRecord store) {
    List<MemberSample> settled = new ArrayList<>();
    for (List<MemberSample> samples : byMember(store)) {
      for (int i = 0; i < samples.size(); i++) {
        if (settled(samples, i)) {
          settled.add(samples.get(i));
        }
      }
    }
    return settled;
  }

  /** Who led, one after the other; of two at one moment the one of the later term. */
  public static List<Tenure> tenures(StoreRecord store) {
    TreeMap<Long, Tenure> rounds = new TreeMap<>();
    for (List<MemberSample> samples : byMember(store)) {
      for (int i = 0; i < samples.size(); i++) {
        if (samples.get(i).leads()) {
          Tenure one = tenure(samples, i);
          rounds.merge(one.fromNanos(), one, Leaders::later);
        }
      }
    }
    List<Tenure> tenures = new ArrayList<>();
    for (Tenure one : rounds.values()) {
      if (tenures.isEmpty() || !same(one, tenures.get(tenures.size() - 1))) {
        tenures.add(one);
      }
    }
    return tenures;
  }

  /** How long nobody led. */
  public static Leaderless leaderless(StoreRecord store) {
    Map<Long, Boolean> led = new LinkedHashMap<>();
    store.members().forEach(one -> led.merge(one.atNanos(), one.leads(), Boolean::logicalOr));
    if (!led.containsValue(false)) {
      return new Leaderless(Optional.empty(), !led.isEmpty());
    }
    Stretch longest = null;
    Long begun = null;
    boolean last = false;
    for (Map.Entry<Long, Boolean> round : led.entrySet()) {
      last = round.getValue();
      begun = begun == null && !last ? round.getKey() : begun;
      if (begun != null) {
        Stretch without = new Stretch(begun, round.getKey() - begun);
        longest = longest == null || without.nanos() >= longest.nanos() ? without : longest;
      }
      begun = last ? null : begun;
    }
    return new Leaderless(Optional.ofNullable(longest), last);
  }

  private static Collection<List<MemberSample>> byMember(StoreRecord store) {
    Map<String, List<MemberSample>> members = new TreeMap<>();
    store.members().stream()
        .filter(MemberSample::answered)
        .forEach(one -> members.computeIfAbsent(one.member(), m -> new ArrayList<>()).add(one));
    return members.values();
  }

  private static boolean settled(List<MemberSample> samples, int i) {
    MemberSample one = samples.get(i);
    boolean before = i > 0 && same(one, samples.get(i - 1));
    boolean after = i + 1 < samples.size() && same(one, samples.get(i + 1));
    return one.leads() && (before || after);
  }

  private static boolean same(MemberSample one, MemberSample other) {
    return other.leads() && other.term() == one.term() && other.id() == one.id();
  }

  /** A term that is not settled is that of the member's next sample, if it leads there too. */
  private static Tenure tenure(List<MemberSample> samples, int i) {
    MemberSample one = samples.get(i);
    Long term = settled(samples, i) ? (Long) one.term() : null;
    if (term == null && i + 1 < samples.size()) {
      MemberSample next = samples.get(i + 1);
      term = next.leads() && next.id() == one.id() ? (Long) next.term() : null;
    }
    return new Tenure(one.atNanos(), one.member(), one.id(), term);
  }

  private static Tenure later(Tenure one, Tenure other) {
    return term(other) > term(one) ? other : one;
  }

  private static long term(Tenure one) {
    return one.term() == null ? 0 : one.term();
  }

  private static boolean same(Tenure one, Tenure other) {
    return one.id() == other.id() && term(one) == term(other);
  }
}
