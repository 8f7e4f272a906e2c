package io.faultstream.judge.store;

import io.faultstream.history.store.StoreRecord;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.store.Stretch;
import io.faultstream.spec.ClaimSpec;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** A claim about the coordination store; without a history of it, it is undecided. */
interface AboutStore extends Claim {
  /** Examples that evidence names. */
  int SHOWN = 3;

  /** Looks at the history of the store. */
  Finding find(StoreRecord store, ClaimSpec asked);

  @Override
  default String subject() {
    return "store";
  }

  @Override
  default Finding find(StoredRun run, ClaimSpec asked) {
    StoreRecord store = run.measured().store();
    return store.empty()
        ? Finding.inconclusive("nobody looked at the store: there is no store.jsonl")
        : find(store, asked);
  }

  /** A moment of the run: {@code at 13.375 s}. */
  static String at(long nanos) {
    return String.format(Locale.ROOT, "at %.3f s", nanos / 1e9);
  }

  /** How long it was, and when it began: {@code 1.2 s, at 13.375 s}. */
  static String words(Stretch stretch) {
    return Wording.time(stretch.nanos()) + ", " + at(stretch.fromNanos());
  }

  /** The first few of them, and how many more there are. */
  static String some(Collection<String> all) {
    String first = all.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return all.size() <= SHOWN ? first : first + " and " + (all.size() - SHOWN) + " more";
  }

  /** Too few of something. */
  static Finding tooFew(long count, String what, double least) {
    return Finding.inconclusive(count + " " + what + ", needs " + Wording.number(least));
  }
}
