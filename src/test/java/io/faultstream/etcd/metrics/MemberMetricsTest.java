package io.faultstream.etcd.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.etcd.metrics.MemberMetrics.Syncs;
import org.junit.jupiter.api.Test;

/** What is read of the page of a member. */
final class MemberMetricsTest {
  private static final String PAGE =
      """
      # HELP etcd_debugging_mvcc_watcher_total Total number of watchers.
      # TYPE etcd_debugging_mvcc_watcher_total gauge
      etcd_debugging_mvcc_watcher_total 3
      etcd_disk_wal_fsync_duration_seconds_bucket{le="0.001"} 4
      etcd_disk_wal_fsync_duration_seconds_sum 1.005714956
      etcd_disk_wal_fsync_duration_seconds_count 11
      go_memstats_alloc_bytes 1.6e+07
      odd NaN
      etcd_debugging_mvcc_compact_revision -1
      """;

  @Test
  void seriesWithoutLabelsAreRead() {
    MemberMetrics metrics = MemberMetrics.parse(PAGE);

    assertThat(metrics.watchers()).isEqualTo(3);
    assertThat(metrics.syncs()).isEqualTo(new Syncs(11, 1.005714956));
    assertThat(metrics.values())
        .hasSize(5)
        .containsEntry("go_memstats_alloc_bytes", 1.6e7)
        .containsEntry("etcd_debugging_mvcc_compact_revision", -1.0);
  }

  @Test
  void meanIsOfWhatCameSince() {
    Syncs earlier = new Syncs(10, 1.0);

    assertThat(new Syncs(14, 1.8).meanMillisSince(earlier)).isCloseTo(200.0, within());
    assertThat(earlier.meanMillisSince(earlier)).isNaN();
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-9);
  }

  @Test
  void pageOfAnotherServerHasNone() {
    MemberMetrics metrics = MemberMetrics.parse("up 1\n");

    assertThat(metrics.watchers()).isZero();
    assertThat(metrics.syncs()).isEqualTo(new Syncs(0, 0));
  }
}
