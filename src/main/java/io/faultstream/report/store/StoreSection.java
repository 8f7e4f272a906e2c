package io.faultstream.report.store;

import io.faultstream.history.Environment;
import io.faultstream.history.store.LeaseSample;
import io.faultstream.history.store.MemberSample;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.history.store.WatchStep;
import io.faultstream.history.store.WatchStep.Step;
import io.faultstream.judge.Wording;
import io.faultstream.measure.store.Gap;
import io.faultstream.measure.store.Leaders;
import io.faultstream.measure.store.Leaders.Leaderless;
import io.faultstream.measure.store.Leaders.Tenure;
import io.faultstream.measure.store.Reads;
import io.faultstream.measure.store.Stretch;
import io.faultstream.measure.store.Writes;
import io.faultstream.spec.TargetSpec.StoreSpec;
import io.faultstream.spec.TargetSpec.StoreSpec.Policy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the page says of the coordination store, as text.
 *
 * @param facts name and value, in a line each
 * @param leaders who led, one after the other
 * @param hidden how many later leaders are left out
 */
public record StoreSection(List<Fact> facts, List<Led> leaders, int hidden) {
  /** A table of more rows says no more; the history has all. */
  private static final int ROWS = 20;

  /** What the environment calls the version of the store's program. */
  private static final String VERSION = "etcd";

  private static final String UNKNOWN = "unknown";

  /** A name and its value. */
  public record Fact(String name, String value) {}

  /** A leader. */
  public record Led(String member, String number, String term, String at) {}

  /**
   * The section of a run; empty where nobody looked at a store.
   *
   * @param gaps the longest ones, as measured
   * @param asked what was asked of the store
   */
  public static List<StoreSection> of(
      StoreRecord store, List<Gap> gaps, Environment environment, Optional<StoreSpec> asked) {
    if (store.empty()) {
      return List.of();
    }
    List<Tenure> tenures = Leaders.tenures(store);
    List<Fact> facts = new ArrayList<>();
    String version = environment.target().getOrDefault(VERSION, UNKNOWN);
    facts.add(new Fact("Members", answered(store)));
    facts.add(new Fact("Version of etcd", version));
    facts.add(new Fact("Leader changes", String.valueOf(Math.max(0, tenures.size() - 1))));
    facts.add(new Fact("Longest without a leader", leaderless(store)));
    asked.ifPresent(spec -> facts.add(new Fact("Lease", policy(spec))));
    facts.add(writes(Writes.of(store)));
    facts.add(watch(store));
    facts.addAll(reads(Reads.of(store)));
    facts.addAll(StoreGaps.facts(gaps));
    facts.add(new Fact("Oldest lease", oldest(store)));
    return List.of(
        new StoreSection(
            facts,
            tenures.stream().limit(ROWS).map(StoreSection::led).toList(),
            Math.max(0, tenures.size() - ROWS)));
  }

  /** A moment of the run: {@code at 13.375 s}. */
  static String at(long nanos) {
    return String.format(Locale.ROOT, "at %,.3f s", nanos / 1e9);
  }

  private static String answered(StoreRecord store) {
    Map<String, List<MemberSample>> members =
        store.members().stream()
            .collect(
                Collectors.groupingBy(MemberSample::member, TreeMap::new, Collectors.toList()));
    return members.isEmpty()
        ? UNKNOWN
        : members.size()
            + ": "
            + members.entrySet().stream()
                .map(
                    one ->
                        one.getKey()
                            + " answered "
                            + count(one.getValue().stream().filter(m -> m.answered()).count())
                            + " of "
                            + count(one.getValue().size())
                            + " times")
                .collect(Collectors.joining(", "));
  }

  private static String leaderless(StoreRecord store) {
    Leaderless without = Leaders.leaderless(store);
    if (store.members().isEmpty()) {
      return UNKNOWN;
    }
    return without.longest().map(StoreSection::words).orElse("never seen without one")
        + (without.ledAtEnd() ? "" : "; none at the end");
  }

  private static String policy(StoreSpec spec) {
    String must = spec.policy() == Policy.END ? "end by themselves" : "serve on";
    return spec.lease().toSeconds()
        + " s; judged in a loss that outlives it: frontend and workers must "
        + must
        + " (target.etcd.policy)";
  }

  private static Fact writes(Writes writes) {
    return new Fact(
        "Writes",
        count(writes.acknowledged().size())
            + " acknowledged, "
            + count(writes.failed().size())
            + " failed (refused or never arrived: not done), "
            + count(writes.unknown().size())
            + " unknown (done or not)");
  }

  private static Fact watch(StoreRecord store) {
    long begun = store.watch().stream().map(WatchStep::step).filter(Step.BEGUN::equals).count();
    return new Fact(
        "Watch events",
        count(store.events().size())
            + (begun > 1 ? "; watched anew " + count(begun - 1) + " times" : ""));
  }

  private static String oldest(StoreRecord store) {
    return store.leases().stream()
        .filter(LeaseSample::known)
        .max(Comparator.comparingLong(LeaseSample::ageSeconds))
        .map(
            one ->
                one.ageSeconds()
                    + " s of "
                    + one.grantedSeconds()
                    + " s, "
                    + at(one.atNanos())
                    + ", "
                    + one.key())
        .orElse(UNKNOWN);
  }

  private static List<Fact> reads(Reads reads) {
    return List.of(
        new Fact(
            "Serializable reads",
            count(reads.local().size())
                + ", of which "
                + count(reads.oldLocal().size())
                + " were old, as they may be"),
        new Fact(
            "Linearizable reads",
            count(reads.linearizable().size())
                + ", of which "
                + count(reads.oldLinearizable().size())
                + " were old, as none may be"));
  }

  private static Led led(Tenure one) {
    return new Led(
        one.member(),
        Long.toHexString(one.id()),
        one.term() == null ? UNKNOWN : String.valueOf(one.term()),
        String.format(Locale.ROOT, "%,.2f s", one.fromNanos() / 1e9));
  }

  private static String words(Stretch stretch) {
    return Wording.time(stretch.nanos()) + ", " + at(stretch.fromNanos());
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
