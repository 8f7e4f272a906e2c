package io.faultstream.etcd.status;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What all members say, asked one after the other. Two that lead in <em>one</em> term break Raft's
 * promise whenever they were asked. Two that lead in different terms do not: one of them does not
 * know yet that it was replaced, or was asked before it was; that is only not healthy.
 *
 * @param answers of every member, in the order of the cluster
 */
public record ClusterStatus(List<Answer> answers) {
  public ClusterStatus {
    answers = List.copyOf(answers);
  }

  /**
   * What came of asking one member.
   *
   * @param member its name
   * @param status what it said, empty: it did not answer
   * @param silence why it did not answer, else empty
   */
  public record Answer(String member, Optional<MemberStatus> status, String silence) {
    /** One that answered. */
    public static Answer of(MemberStatus status) {
      return new Answer(status.name(), Optional.of(status), "");
    }

    /** One that did not. */
    public static Answer silent(String member, String why) {
      return new Answer(member, Optional.empty(), why);
    }

    /** For people. */
    public String sentence() {
      return status.map(MemberStatus::sentence).orElse(member + " does not answer: " + silence);
    }
  }

  /** Those that answered. */
  public List<MemberStatus> heard() {
    return answers.stream().flatMap(answer -> answer.status().stream()).toList();
  }

  /** What the member of this name said, empty when it did not answer. */
  public Optional<MemberStatus> of(String member) {
    return heard().stream().filter(status -> status.name().equals(member)).findFirst();
  }

  /** Those that take themselves for the leader. */
  public List<MemberStatus> leaders() {
    return heard().stream().filter(MemberStatus::leads).toList();
  }

  /** The names of two that lead in the same term, which may never be; else empty. */
  public List<String> leadersOfOneTerm() {
    for (MemberStatus one : leaders()) {
      List<String> same =
          leaders().stream()
              .filter(other -> other.term() == one.term())
              .map(MemberStatus::name)
              .toList();
      if (same.size() > 1) {
        return same;
      }
    }
    return List.of();
  }

  /**
   * The leader, if exactly one member leads and all that answer follow it in its term; members that
   * do not answer are not asked for.
   */
  public Optional<MemberStatus> leader() {
    if (leaders().size() != 1) {
      return Optional.empty();
    }
    MemberStatus leader = leaders().get(0);
    return Optional.of(leader)
        .filter(
            any ->
                heard().stream()
                    .allMatch(one -> one.leader() == leader.id() && one.term() == leader.term()));
  }

  /** Whether every member answers, none is a learner, and all follow the one that leads. */
  public boolean healthy() {
    return !answers.isEmpty()
        && heard().size() == answers.size()
        && heard().stream().noneMatch(MemberStatus::learner)
        && leader().isPresent();
  }

  /** For people, a member a line. */
  public String sentence() {
    return answers.stream().map(Answer::sentence).collect(Collectors.joining("\n"));
  }
}
