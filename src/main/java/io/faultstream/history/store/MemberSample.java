package io.faultstream.history.store;

import java.util.List;

/**
 * What one member said of itself at one moment; the members of one round have the same moment.
 *
 * @param atNanos when all were asked
 * @param member its name
 * @param answered whether it did, in time; else all that follows is 0 or empty
 * @param id its number in the cluster; another one after it was replaced
 * @param leader the number of the member that it takes for the leader, 0: it knows none
 * @param term the Raft term of the last entry that it has applied: a new leader's own term is told
 *     only after its first entry
 * @param revision of its keys
 * @param index last entry of the Raft log that it knows to be committed
 * @param bytes size of its file
 * @param alarms what it complains of
 * @param learner whether it has no vote yet
 */
public record MemberSample(
    long atNanos,
    String member,
    boolean answered,
    long id,
    long leader,
    long term,
    long revision,
    long index,
    long bytes,
    List<String> alarms,
    boolean learner)
    implements StoreEntry {
  public MemberSample {
    alarms = alarms == null ? List.of() : List.copyOf(alarms);
  }

  /** One that did not answer. */
  public static MemberSample silent(long atNanos, String member) {
    return new MemberSample(atNanos, member, false, 0, 0, 0, 0, 0, 0, List.of(), false);
  }

  /** Whether it takes itself for the leader. */
  public boolean leads() {
    return answered && leader != 0 && leader == id;
  }
}
