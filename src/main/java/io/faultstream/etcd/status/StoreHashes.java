package io.faultstream.etcd.status;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The hashes of all members. They say something of each other only at the same revision and the
 * same compact revision: else they differ although the stores are the same.
 *
 * @param hashes one of each member
 */
public record StoreHashes(List<StoreHash> hashes) {
  public StoreHashes {
    hashes = List.copyOf(hashes);
  }

  /** Whether they are all of the same revision and the same compact revision. */
  public boolean ofOneState() {
    return one(StoreHash::revision) && one(StoreHash::compactRevision);
  }

  /** Whether they can be compared: there are two or more, of one state. */
  public boolean comparable() {
    return hashes.size() > 1 && ofOneState();
  }

  /** Whether they can be compared and are all the same. */
  public boolean equal() {
    return comparable() && one(StoreHash::hash);
  }

  private boolean one(ToLongFunction<StoreHash> part) {
    return hashes.stream().mapToLong(part).distinct().count() == 1;
  }

  /** For people. */
  public String sentence() {
    return hashes.stream().map(StoreHash::sentence).collect(Collectors.joining("; "));
  }
}
