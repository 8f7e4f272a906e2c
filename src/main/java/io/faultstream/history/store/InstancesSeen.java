package io.faultstream.history.store;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which instances the store had, and right after that which the frontend listed.
 *
 * @param atNanos right before the store was asked
 * @param returnedNanos right after both had answered or were given up
 * @param member of the store that was asked, by a linearizable read
 * @param revision of the store that was read, 0: it was not
 * @param keys of instances, without {@link #PREFIX}: {@code dynamo/backend/generate/1a2b}, the last
 *     part an id in hexadecimal
 * @param keysError why the keys were not read; empty: they were
 * @param listed ids of workers that the frontend's {@code /health} lists
 * @param listError why there is no list; empty: there is
 */
public record InstancesSeen(
    long atNanos,
    long returnedNanos,
    String member,
    long revision,
    List<String> keys,
    String keysError,
    List<String> listed,
    String listError)
    implements StoreEntry {
  /** Keys of instances begin so, as Dynamo names them. */
  public static final String PREFIX = "v1/instances/";

  private static final String GENERATE = "generate";

  public InstancesSeen {
    keys = List.copyOf(keys);
    listed = List.copyOf(listed);
  }

  /** The ids of those that generate, as the frontend writes them: in decimal. */
  public Set<String> ids() {
    Set<String> ids = new TreeSet<>();
    for (String key : keys) {
      List<String> parts = List.of(key.split("/", -1));
      int last = parts.size() - 1;
      if (last > 0 && parts.get(last - 1).equals(GENERATE)) {
        ids.add(Long.toUnsignedString(Long.parseUnsignedLong(parts.get(last), 16)));
      }
    }
    return ids;
  }

  /** Whether the keys were read. */
  public boolean read() {
    return keysError.isEmpty();
  }

  /** Whether both were. */
  public boolean bothRead() {
    return read() && listError.isEmpty();
  }
}
