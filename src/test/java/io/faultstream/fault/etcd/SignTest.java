package io.faultstream.fault.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.etcd.status.ClusterStatus;
import io.faultstream.etcd.status.ClusterStatus.Answer;
import io.faultstream.etcd.status.MemberStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SignTest {
  private static final MemberStatus LED = member("etcd-0", 1, 1, 2);
  private static final List<String> HIT = List.of("etcd-0");

  private static MemberStatus member(String name, long id, long leader, long term) {
    return new MemberStatus(
        name,
        id,
        leader,
        term,
        new MemberStatus.Log(1, 1, 1),
        new MemberStatus.Store(1, 1),
        false,
        "3.4.23",
        List.of());
  }

  private static ClusterStatus status(Answer first, MemberStatus... others) {
    List<Answer> all = new java.util.ArrayList<>(List.of(first));
    List.of(others).forEach(one -> all.add(Answer.of(one)));
    return new ClusterStatus(all);
  }

  private static final Answer SILENT = Answer.silent("etcd-0", "gone");

  @Test
  void anotherLeaderIsOneOfAHigherTerm() {
    ClusterStatus elected = status(SILENT, member("etcd-1", 2, 2, 3), member("etcd-2", 3, 2, 3));
    assertThat(Sign.ANOTHER_LEADER.in(elected, LED, HIT))
        .hasValue(
            "etcd-1 leads in term 3 on the 2 members that answer, before that etcd-0 in term 2");

    ClusterStatus undecided = status(SILENT, member("etcd-1", 2, 2, 3), member("etcd-2", 3, 1, 2));
    assertThat(Sign.ANOTHER_LEADER.in(undecided, LED, HIT)).isEmpty();
    ClusterStatus sameAgain =
        status(Answer.of(member("etcd-0", 1, 1, 3)), member("etcd-1", 2, 1, 3));
    assertThat(Sign.ANOTHER_LEADER.in(sameAgain, LED, HIT)).isEmpty();
    assertThat(Sign.ANOTHER_LEADER.in(status(Answer.of(LED)), LED, HIT)).isEmpty();
  }

  @Test
  void othersAreLedWithoutTheMemberThatWasHit() {
    MemberStatus one = member("etcd-1", 2, 2, 2);
    assertThat(Sign.LED_WITHOUT_IT.in(status(SILENT, one), LED, HIT))
        .hasValue("etcd-0 does not answer, etcd-1 leads in term 2, before that etcd-0 in term 2");
    assertThat(Sign.LED_WITHOUT_IT.in(status(Answer.of(LED), one), LED, HIT)).isEmpty();
    assertThat(Sign.LED_WITHOUT_IT.in(status(SILENT, member("etcd-1", 2, 0, 2)), LED, HIT))
        .isEmpty();
  }

  @Test
  void nobodyKnowsALeaderWhereNobodyAnswers() {
    assertThat(Sign.NO_LEADER.in(status(SILENT), LED, HIT))
        .hasValue("0 of 1 members answer, and none knows a leader");
    assertThat(Sign.NO_LEADER.in(status(SILENT, member("etcd-1", 2, 0, 3)), LED, HIT)).isPresent();
    assertThat(Sign.NO_LEADER.in(status(SILENT, member("etcd-1", 2, 1, 3)), LED, HIT)).isEmpty();
  }
}
