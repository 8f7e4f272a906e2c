package io.faultstream.measure.store;

import static io.faultstream.measure.store.SampleStore.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.store.MemberSample;
import io.faultstream.measure.store.Leaders.Leaderless;
import io.faultstream.measure.store.Leaders.Tenure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who led when, from what the members said once a second. */
final class LeadersTest {
  private final SampleStore store = new SampleStore();

  /** All three say that this one leads in this term; 0: none does. */
  private void round(long second, long leader, long term) {
    for (long id = 1; id <= 3; id++) {
      store.sample(second, id, leader, term);
    }
  }

  private List<Tenure> tenures() {
    return Leaders.tenures(store.record());
  }

  private Leaderless leaderless() {
    return Leaders.leaderless(store.record());
  }

  @Test
  void oneLeaderThroughoutIsOneTenure() {
    assertThat(Leaders.tenures(SampleStore.healthy().record()))
        .containsExactly(new Tenure(0, "etcd-0", 1, 2L));
    assertThat(Leaders.leaderless(SampleStore.healthy().record()))
        .isEqualTo(new Leaderless(Optional.empty(), true));
    assertThat(Leaders.settled(SampleStore.healthy().record())).hasSize(12);
  }

  @Test
  void anotherLeaderAndAnotherTermOfTheSameLeaderAreTenures() {
    round(0, 1, 2);
    round(1, 1, 2);
    round(2, 3, 3);
    round(3, 3, 3);
    round(4, 3, 5);
    round(5, 3, 5);

    assertThat(tenures())
        .containsExactly(
            new Tenure(0, "etcd-0", 1, 2L),
            new Tenure(2 * SECOND, "etcd-2", 3, 3L),
            new Tenure(4 * SECOND, "etcd-2", 3, 5L));
  }

  @Test
  void newLeaderThatStillTellsTheOldTermIsCountedInItsOwn() {
    round(0, 1, 2);
    round(1, 1, 2);
    round(2, 3, 2);
    round(3, 3, 3);
    round(4, 3, 3);

    assertThat(tenures())
        .containsExactly(new Tenure(0, "etcd-0", 1, 2L), new Tenure(2 * SECOND, "etcd-2", 3, 3L));
    assertThat(Leaders.settled(store.record())).extracting(MemberSample::term).doesNotContain(4L);
    assertThat(Leaders.settled(store.record())).hasSize(4);
  }

  @Test
  void termOfASingleSampleIsNotKnown() {
    round(0, 1, 2);
    round(1, 1, 2);
    round(2, 3, 2);

    assertThat(tenures()).endsWith(new Tenure(2 * SECOND, "etcd-2", 3, null));
  }

  @Test
  void ofTwoLeadersAtOnceTheOneOfTheLaterTermCounts() {
    for (long second = 0; second < 2; second++) {
      store.sample(second, 1, 1, 2);
      store.sample(second, 2, 2, 3);
    }

    assertThat(tenures()).containsExactly(new Tenure(0, "etcd-1", 2, 3L));
  }

  @Test
  void longestTimeWithoutALeaderEndsAtTheNextSampleWithOne() {
    round(0, 1, 2);
    round(1, 0, 2);
    round(2, 1, 4);
    round(3, 0, 4);
    round(4, 0, 4);
    round(5, 2, 5);

    assertThat(leaderless())
        .isEqualTo(new Leaderless(Optional.of(new Stretch(3 * SECOND, 2 * SECOND)), true));
  }

  @Test
  void storeThatStaysWithoutALeaderHasNoneAtTheEnd() {
    round(0, 1, 2);
    round(1, 0, 2);
    store.lines.add(MemberSample.silent(4 * SECOND, "etcd-0"));

    assertThat(leaderless())
        .isEqualTo(new Leaderless(Optional.of(new Stretch(SECOND, 3 * SECOND)), false));
  }

  @Test
  void withoutSamplesNobodyLed() {
    assertThat(tenures()).isEmpty();
    assertThat(leaderless()).isEqualTo(new Leaderless(Optional.empty(), false));
  }
}
