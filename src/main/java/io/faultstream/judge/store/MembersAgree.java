package io.faultstream.judge.store;

import io.faultstream.history.store.MemberHash;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.spec.ClaimSpec;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * After the last write all members have the same keys with the same values and revisions: their
 * hashes up to one revision are equal. Hashes say something of each other only where the members
 * have dropped old versions below the same revision. No limits.
 */
public final class MembersAgree implements AboutStore {
  public static final String ID = "members-agree";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of();
  }

  @Override
  public String text(ClaimSpec asked) {
    return "at the end all members of the store have the same keys";
  }

  /** A member alone has nobody to agree with. */
  @Override
  public boolean judgedIn(StoredRun run) {
    return run.spec().target().store().map(store -> store.members() > 1).orElse(true);
  }

  @Override
  public Finding find(StoreRecord store, ClaimSpec asked) {
    List<MemberHash> hashes = store.hashes();
    if (hashes.size() < 2) {
      return Finding.inconclusive(
          hashes.isEmpty() ? "no hash was asked for at the end" : "there is one member alone");
    }
    List<String> silent =
        hashes.stream()
            .filter(one -> !one.answered())
            .map(one -> one.member() + " (" + one.error() + ")")
            .toList();
    List<MemberHash> told = hashes.stream().filter(MemberHash::answered).toList();
    String evidence = told.stream().map(MembersAgree::words).collect(Collectors.joining(", "));
    boolean comparable =
        same(told, MemberHash::revision) && same(told, MemberHash::compactRevision);
    if (comparable && !same(told, MemberHash::hash)) {
      return Finding.fail("the hashes differ: " + evidence);
    }
    if (!silent.isEmpty()) {
      return Finding.inconclusive("no hash of " + AboutStore.some(silent) + "; " + evidence);
    }
    return comparable
        ? Finding.pass(evidence)
        : Finding.inconclusive("the hashes are of different states: " + evidence);
  }

  private static boolean same(List<MemberHash> hashes, ToLongFunction<MemberHash> part) {
    return hashes.stream().mapToLong(part).distinct().count() == 1;
  }

  private static String words(MemberHash one) {
    return one.member()
        + " "
        + Integer.toHexString(one.hash())
        + " at revision "
        + one.revision()
        + (one.compactRevision() > 0 ? " compacted at " + one.compactRevision() : "");
  }
}
