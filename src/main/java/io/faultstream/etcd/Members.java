package io.faultstream.etcd;

import io.faultstream.etcd.Endpoint.Pending;
import io.faultstream.etcd.EtcdException.Reason;
import io.faultstream.etcd.status.ClusterStatus;
import io.faultstream.etcd.status.ClusterStatus.Answer;
import io.faultstream.etcd.status.MemberStatus;
import io.faultstream.time.Poll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * All members, what they say, and waiting for them to say something else. Thread-safe.
 *
 * @param settings of the cluster
 * @param all in the order of the cluster
 * @param store the manager's ways to them
 */
record Members(EtcdSettings settings, List<Member> all, EtcdStore store) {
  private static final Duration EVERY = Duration.ofMillis(50);

  Members {
    all = List.copyOf(all);
  }

  /**
   * The member of this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  Member of(String name) {
    return all.stream()
        .filter(member -> member.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no member " + name));
  }

  /** Asks all at once. */
  ClusterStatus status() throws InterruptedException {
    List<Pending> pending = store.all().stream().map(Endpoint::ask).toList();
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < pending.size(); i++) {
      try {
        answers.add(Answer.of(pending.get(i).await()));
      } catch (EtcdException e) {
        answers.add(Answer.silent(all.get(i).name(), String.valueOf(e.getMessage())));
      }
    }
    return new ClusterStatus(answers);
  }

  /** Waits until every member answers and one leads; a member that ends ends the waiting. */
  ClusterStatus awaitHealthy() throws EtcdException, InterruptedException {
    Predicate<ClusterStatus> over =
        status -> status.healthy() || all.stream().anyMatch(Member::ended);
    ClusterStatus status = await("healthy", over);
    if (!status.healthy()) {
      throw failed(Reason.OTHER, "the cluster is not healthy, a member has ended", status);
    }
    return status;
  }

  /**
   * Waits until a quorum answers and all that answer follow one leader.
   *
   * @param aboveTerm a term that must be over; 0: any will do
   */
  ClusterStatus awaitLeader(long aboveTerm) throws EtcdException, InterruptedException {
    String what = "led" + (aboveTerm > 0 ? " in a term above " + aboveTerm : "");
    return await(what, status -> led(status).filter(one -> one.term() > aboveTerm).isPresent());
  }

  /** The leader of a cluster of which a quorum answers. */
  Optional<MemberStatus> led(ClusterStatus status) {
    return status.heard().size() >= settings.quorum() ? status.leader() : Optional.empty();
  }

  /** Waits for a state, within the time of a change. */
  ClusterStatus await(String what, Predicate<ClusterStatus> wanted)
      throws EtcdException, InterruptedException {
    Duration within = settings.timing().within();
    List<ClusterStatus> last = new ArrayList<>(List.of(new ClusterStatus(List.of())));
    List<String> two = new ArrayList<>();
    Poll.until(
        within,
        EVERY,
        () -> {
          List<String> before = last.get(0).leadersOfOneTerm();
          ClusterStatus now = status();
          last.set(0, now);
          // A member tells the term of what it has applied, which a new leader may not have yet.
          if (!before.isEmpty() && before.equals(now.leadersOfOneTerm())) {
            two.addAll(before);
          }
          return Optional.of(now)
              .filter(any -> wanted.test(now) || store.closed() || !two.isEmpty());
        });
    ClusterStatus now = last.get(0);
    if (store.closed()) {
      throw new EtcdException(Reason.CLOSED, "the cluster was closed before it was " + what);
    }
    if (!two.isEmpty()) {
      throw failed(Reason.TWO_LEADERS, String.join(" and ", two) + " lead in one term", now);
    }
    if (!wanted.test(now)) {
      String late = "the cluster was not " + what + " within " + within.toSeconds() + " s";
      throw failed(Reason.LATE, late, now);
    }
    return now;
  }

  /** With what each member says, what its process does and the end of its log. */
  EtcdException failed(Reason reason, String what, ClusterStatus status) {
    return new EtcdException(reason, what + ":\n" + status.sentence() + "\n" + report());
  }

  /** What each process does and the end of its log. */
  String report() {
    return all.stream().map(Member::report).collect(Collectors.joining("\n"));
  }
}
