package io.faultstream.judge.store;

import io.faultstream.history.store.InstancesSeen;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.TargetKind;
import java.util.List;
import java.util.Map;

/**
 * The store has the instances that there are, and the frontend lists them. An instance that no
 * fault hit is in every read of the keys: no more of them vanish than workers were hit before,
 * which the store says for certain. Where it could not be read for longer than half a lease, the
 * process may rightly have given its lease up, and nobody can tell. An instance whose worker was
 * killed or terminated is gone once its lease is over; a new leader begins all leases anew, so the
 * limit counts from the last one that was elected meanwhile. The frontend's list has the ids of the
 * keys, but for a while after a change. The embedded frontend watches the keys; a real Dynamo's
 * asks the store anew at each question and lists none where it meets a dead member, so there the
 * list is shown and not judged. Limits: {@code minReads}, reads of the keys, one a second, default
 * 10; {@code maxLagMillis}, default 5000: the longest back-off of a watch that was lost, and beside
 * a lease what the store takes to notice its end and the next read to come.
 */
public final class InstancesTrue implements Claim {
  public static final String ID = "instances-true";
  private static final String MIN_READS = "minReads";
  private static final String MAX_LAG = "maxLagMillis";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String subject() {
    return "store";
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(MIN_READS, 10.0, MAX_LAG, 5_000.0);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "no instance vanishes from the store that nobody touched, a dead one does with its"
        + " lease, and the frontend lists those that are there within "
        + Wording.millis(asked.limit(MAX_LAG));
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    StoreRecord store = run.measured().store();
    List<InstancesSeen> reads = store.instances().stream().filter(InstancesSeen::read).toList();
    if (reads.size() < asked.limit(MIN_READS)) {
      return AboutStore.tooFew(
          reads.size(), "times the keys of instances were read", asked.limit(MIN_READS));
    }
    long lag = (long) (asked.limit(MAX_LAG) * 1e6);
    Finding found =
        Finding.pass(reads.size() + " of " + store.instances().size() + " reads of the keys")
            .and(new KeysOverTime(run, reads).finding(lag));
    ListAgainstKeys list = ListAgainstKeys.of(store.instances());
    return run.spec().target().kind() == TargetKind.EMBEDDED
        ? found.and(list.finding(lag))
        : found.and(
            Finding.pass(
                list.words() + " (not judged: this frontend asks the store at each question)"));
  }
}
