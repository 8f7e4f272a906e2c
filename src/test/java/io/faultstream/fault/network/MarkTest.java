package io.faultstream.fault.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.etcd.status.ClusterStatus;
import io.faultstream.etcd.status.ClusterStatus.Answer;
import io.faultstream.etcd.status.MemberStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What members say of themselves when the links of one are hit, and when they are healed. */
final class MarkTest {
  private static final MemberStatus LED = says(0, 1, 4, 90);

  private static MemberStatus says(int member, long leader, long term, long applied) {
    return new MemberStatus(
        "etcd-" + member,
        member + 1,
        leader,
        term,
        new MemberStatus.Log(50, 100, applied),
        new MemberStatus.Store(1, 1),
        false,
        "3.5.1",
        List.of());
  }

  private static ClusterStatus all(MemberStatus... members) {
    return new ClusterStatus(List.of(members).stream().map(Answer::of).toList());
  }

  @Test
  void leaderWithoutPeersKnowsNoLeaderAndTheOthersFollowAnother() {
    ClusterStatus now = all(says(0, 0, 4, 90), says(1, 2, 5, 95), says(2, 2, 5, 95));
    assertThat(LedWithoutIt.shown(now, LED).orElseThrow())
        .startsWith("etcd-1 leads in term 5 on the 2 others; etcd-0, leader in term 4, knows no");
  }

  @Test
  void stillLeadingOrNotYetElectedOrTheSameTermOrSilentIsNoSign() {
    assertThat(LedWithoutIt.shown(all(LED, says(1, 2, 5, 95), says(2, 2, 5, 95)), LED)).isEmpty();
    assertThat(LedWithoutIt.shown(all(says(0, 0, 4, 90), says(1, 0, 4, 95), says(2, 0, 4, 9)), LED))
        .isEmpty();
    assertThat(LedWithoutIt.shown(all(says(0, 0, 4, 90), says(1, 2, 4, 95), says(2, 2, 4, 9)), LED))
        .isEmpty();
    ClusterStatus silent =
        new ClusterStatus(
            List.of(
                Answer.silent("etcd-0", "gone"),
                Answer.of(says(1, 2, 5, 95)),
                Answer.of(says(2, 2, 5, 95))));
    assertThat(LedWithoutIt.shown(silent, LED)).isEmpty();
    ClusterStatus one =
        new ClusterStatus(
            List.of(
                Answer.of(says(0, 0, 4, 90)),
                Answer.of(says(1, 2, 5, 95)),
                Answer.silent("etcd-2", "gone")));
    assertThat(LedWithoutIt.shown(one, LED)).isEmpty();
  }

  @Test
  void healedIsWhoFollowsOneLeaderAndHasAppliedWhatWasKnown() {
    ClusterStatus now = all(says(0, 2, 5, 100), says(1, 2, 5, 101), says(2, 2, 5, 100));
    assertThat(LinkTrouble.applied(now, 100)).isTrue();
    assertThat(LinkTrouble.applied(now, 101)).isFalse();
    assertThat(
            LinkTrouble.applied(all(says(0, 0, 4, 100), says(1, 2, 5, 101), says(2, 2, 5, 101)), 9))
        .isFalse();
  }
}
