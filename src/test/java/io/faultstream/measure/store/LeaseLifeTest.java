package io.faultstream.measure.store;

import static io.faultstream.measure.store.SampleStore.MILLI;
import static io.faultstream.measure.store.SampleStore.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.measure.store.LeaseLife.Renewal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a lease was renewed, by samples in whole seconds. */
final class LeaseLifeTest {
  private final SampleStore store = new SampleStore();

  private LeaseLife only() {
    List<LeaseLife> lives = LeaseLife.of(store.record());
    assertThat(lives).hasSize(1);
    return lives.get(0);
  }

  @Test
  void leaseThatRunsDownIsNotRenewedHoweverTheStoreRounds() {
    for (int i = 0; i < 10; i++) {
      store.lease(i * SECOND + 400 * MILLI * (i % 2), 7, 30, 30 - i - i % 2);
    }

    assertThat(only().renewals()).isEmpty();
    assertThat(only().grantedNanos()).isEqualTo(30 * SECOND);
  }

  @Test
  void renewalLiesBetweenTheSamplesAroundIt() {
    store.lease(0, 7, 10, 9);
    store.lease(4 * SECOND, 7, 10, 5);
    store.lease(5 * SECOND, 7, 10, 9);
    store.lease(6 * SECOND, 7, 10, 8);

    assertThat(only().renewals())
        .containsExactly(new Renewal(4 * SECOND, 5 * SECOND + SampleStore.LEASE_CALL));
  }

  @Test
  void renewalIsSeenAfterAPauseInWhichMoreThanItsGainWentBy() {
    store.lease(0, 7, 10, 5);
    store.leaseUnknown(SECOND, 7);
    store.lease(7 * SECOND, 7, 10, 4);

    assertThat(only().renewals())
        .containsExactly(new Renewal(0, 7 * SECOND + SampleStore.LEASE_CALL));
  }

  @Test
  void secondOfDoubtIsNoRenewal() {
    store.lease(0, 7, 10, 5);
    store.lease(900 * MILLI, 7, 10, 5);
    store.lease(SECOND, 7, 10, 5);

    assertThat(only().renewals()).isEmpty();
  }

  @Test
  void leasesAreApartAndUnknownOnesAreNone() {
    store.lease(2 * SECOND, 7, 10, 5);
    store.lease(SECOND, 8, 10, 9);
    store.leaseUnknown(SECOND, 9);

    assertThat(LeaseLife.of(store.record()))
        .extracting(LeaseLife::firstNanos)
        .containsExactly(SECOND, 2 * SECOND);
  }

  @Test
  void columnsHaveTheOldestAndWhatItMayReach() {
    store.lease(0, 7, 10, 9);
    store.lease(MILLI, 8, 30, 18);
    store.leaseUnknown(SECOND, 7);
    store.lease(2 * SECOND, 7, 10, 11);

    StoreSeconds seconds = StoreSeconds.of(store.record(), 3, 1);
    assertThat(seconds.leaseAges()).containsExactly(12L, null, 0L);
    assertThat(seconds.leaseLimits()).containsExactly(10L, null, 10L);
  }
}
