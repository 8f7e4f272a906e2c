package io.faultstream.etcd.status;

import io.etcd.jetcd.api.StatusResponse;
import java.util.List;

/**
 * What one member says of itself at one moment.
 *
 * @param name the member's name
 * @param id its number in the cluster; another one after it was replaced
 * @param leader the number of the member that it takes for the leader, 0: it knows none
 * @param term the Raft term of the last entry that it has applied, at most the one it is in
 * @param log where it stands in the log
 * @param store how large its store is
 * @param learner whether it has no vote yet
 * @param version its server's version
 * @param errors what it complains of, such as an alarm
 */
public record MemberStatus(
    String name,
    long id,
    long leader,
    long term,
    Log log,
    Store store,
    boolean learner,
    String version,
    List<String> errors) {
  public MemberStatus {
    errors = List.copyOf(errors);
  }

  /**
   * Where it stands.
   *
   * @param revision of its keys
   * @param index last entry that it knows to be committed
   * @param appliedIndex last entry that it has applied
   */
  public record Log(long revision, long index, long appliedIndex) {}

  /**
   * Its file.
   *
   * @param bytes size on the disk
   * @param inUseBytes what of it holds data; the rest is given back by defragmenting
   */
  public record Store(long bytes, long inUseBytes) {}

  /** Reads the answer of the member of this name. */
  public static MemberStatus from(String name, StatusResponse answer) {
    return new MemberStatus(
        name,
        answer.getHeader().getMemberId(),
        answer.getLeader(),
        answer.getRaftTerm(),
        new Log(
            answer.getHeader().getRevision(), answer.getRaftIndex(), answer.getRaftAppliedIndex()),
        new Store(answer.getDbSize(), answer.getDbSizeInUse()),
        answer.getIsLearner(),
        answer.getVersion(),
        answer.getErrorsList());
  }

  /** Whether it takes itself for the leader. */
  public boolean leads() {
    return leader != 0 && leader == id;
  }

  /** Whether it knows a leader. */
  public boolean knowsLeader() {
    return leader != 0;
  }

  /** For people. */
  public String sentence() {
    return name
        + " ("
        + Long.toHexString(id)
        + ") "
        + (leads()
            ? "leads"
            : knowsLeader() ? "follows " + Long.toHexString(leader) : "knows no leader")
        + " in term "
        + term
        + (learner ? ", a learner" : "")
        + ", revision "
        + log.revision()
        + (errors.isEmpty() ? "" : ", says " + errors);
  }
}
