package io.faultstream.history.store;

import java.util.List;

/**
 * All lines of {@code store.jsonl} by what they are, each list in the order of the file.
 *
 * @param operations writes and reads
 * @param events what the watch told
 * @param watch what became of the watch
 * @param members what the members said of themselves, each second
 * @param instances that the store and the frontend named, each second
 * @param leases how much was left of the instances' leases, each second
 * @param keys what was there at the end
 * @param hashes of all members at the end
 */
public record StoreRecord(
    List<StoreOperation> operations,
    List<StoreEvent> events,
    List<WatchStep> watch,
    List<MemberSample> members,
    List<InstancesSeen> instances,
    List<LeaseSample> leases,
    List<KeysRead> keys,
    List<MemberHash> hashes) {

  /** Of a run that has no store, or whose store nobody looked at. */
  public static final StoreRecord NONE = of(List.of());

  public StoreRecord {
    operations = List.copyOf(operations);
    events = List.copyOf(events);
    watch = List.copyOf(watch);
    members = List.copyOf(members);
    instances = List.copyOf(instances);
    leases = List.copyOf(leases);
    keys = List.copyOf(keys);
    hashes = List.copyOf(hashes);
  }

  /** Sorts the lines by what they are. */
  public static StoreRecord of(List<StoreEntry> lines) {
    return new StoreRecord(
        only(lines, StoreOperation.class),
        only(lines, StoreEvent.class),
        only(lines, WatchStep.class),
        only(lines, MemberSample.class),
        only(lines, InstancesSeen.class),
        only(lines, LeaseSample.class),
        only(lines, KeysRead.class),
        only(lines, MemberHash.class));
  }

  private static <T extends StoreEntry> List<T> only(List<StoreEntry> lines, Class<T> kind) {
    return lines.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Whether nothing was written down. */
  public boolean empty() {
    return equals(NONE);
  }
}
