package io.faultstream.etcd.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.StatusResponse;
import io.faultstream.etcd.status.ClusterStatus.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClusterStatusTest {
  private static StatusResponse.Builder response(long id, long leader, long term) {
    return StatusResponse.newBuilder()
        .setHeader(ResponseHeader.newBuilder().setMemberId(id).setRevision(42))
        .setLeader(leader)
        .setRaftTerm(term);
  }

  private static Answer says(int member, long leader, long term) {
    StatusResponse response = response(member + 1L, leader, term).build();
    return Answer.of(MemberStatus.from("etcd-" + member, response));
  }

  private static Answer silent(int member) {
    return Answer.silent("etcd-" + member, "connection refused");
  }

  private static ClusterStatus cluster(Answer... answers) {
    return new ClusterStatus(List.of(answers));
  }

  @Test
  void answerIsReadAsItWasGiven() {
    StatusResponse response =
        response(0xabcL, 0xabcL, 7)
            .setRaftIndex(9)
            .setRaftAppliedIndex(8)
            .setDbSize(4096)
            .setDbSizeInUse(1024)
            .setIsLearner(true)
            .setVersion("3.4.23")
            .addErrors("memberID:1 alarm:NOSPACE")
            .build();
    MemberStatus status = MemberStatus.from("etcd-0", response);
    assertThat(status)
        .isEqualTo(
            new MemberStatus(
                "etcd-0",
                0xabcL,
                0xabcL,
                7,
                new MemberStatus.Log(42, 9, 8),
                new MemberStatus.Store(4096, 1024),
                true,
                "3.4.23",
                List.of("memberID:1 alarm:NOSPACE")));
    assertThat(status.sentence())
        .isEqualTo(
            "etcd-0 (abc) leads in term 7, a learner, revision 42,"
                + " says [memberID:1 alarm:NOSPACE]");
  }

  @Test
  void healthyWhenAllAnswerAndFollowTheOneThatLeads() {
    ClusterStatus status = cluster(says(0, 2, 5), says(1, 2, 5), says(2, 2, 5));
    assertThat(status.healthy()).isTrue();
    assertThat(status.leader()).map(MemberStatus::name).hasValue("etcd-1");
    assertThat(status.leadersOfOneTerm()).isEmpty();
    assertThat(status.sentence()).contains("etcd-0 (1) follows 2 in term 5");
  }

  @Test
  void silentMemberIsNotHealthyThoughTheOthersHaveALeader() {
    ClusterStatus status = cluster(says(0, 2, 5), says(1, 2, 5), silent(2));
    assertThat(status.healthy()).isFalse();
    assertThat(status.leader()).map(MemberStatus::name).hasValue("etcd-1");
    assertThat(status.of("etcd-2")).isEmpty();
    assertThat(status.sentence()).contains("etcd-2 does not answer: connection refused");
  }

  @Test
  void noLeaderAsLongAsOneThatAnswersKnowsNone() {
    ClusterStatus status = cluster(says(0, 0, 5), says(1, 2, 5), says(2, 2, 5));
    assertThat(status.leader()).isEmpty();
    assertThat(status.healthy()).isFalse();
    assertThat(status.sentence()).contains("etcd-0 (1) knows no leader");
  }

  @Test
  void noLeaderWhenTheOneThatIsFollowedDoesNotAnswer() {
    assertThat(cluster(says(0, 2, 5), silent(1), says(2, 2, 5)).leader()).isEmpty();
  }

  @Test
  void noLeaderWhileOneIsInAnotherTerm() {
    assertThat(cluster(says(0, 2, 4), says(1, 2, 5), says(2, 2, 5)).leader()).isEmpty();
  }

  @Test
  void twoLeadersOfOneTermAreNamed() {
    ClusterStatus status = cluster(says(0, 1, 5), says(1, 2, 5), says(2, 2, 5));
    assertThat(status.leadersOfOneTerm()).containsExactly("etcd-0", "etcd-1");
    assertThat(status.leader()).isEmpty();
    assertThat(status.healthy()).isFalse();
  }

  @Test
  void oldLeaderThatDoesNotKnowYetIsNoSecondOneOfATerm() {
    ClusterStatus status = cluster(says(0, 1, 4), says(1, 2, 5), says(2, 2, 5));
    assertThat(status.leadersOfOneTerm()).isEmpty();
    assertThat(status.leaders()).hasSize(2);
    assertThat(status.leader()).isEmpty();
    assertThat(status.healthy()).isFalse();
  }

  @Test
  void learnerAndNobodyAreNotHealthy() {
    StatusResponse learner = response(3, 2, 5).setIsLearner(true).build();
    Answer learns = Answer.of(MemberStatus.from("etcd-2", learner));
    assertThat(cluster(says(0, 2, 5), says(1, 2, 5), learns).healthy()).isFalse();
    assertThat(cluster().healthy()).isFalse();
    assertThat(cluster(silent(0)).leader()).isEmpty();
  }
}
