package io.faultstream.cluster.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import org.junit.jupiter.api.Test;

final class BucketsTest {

  @Test
  void boundsAreZeroThenEvenInLog() {
    assertThat(Buckets.log(1, 512, 10)).containsExactly(0, 1, 2.2, 4.8, 10, 23, 49, 110, 230, 510);
  }

  @Test
  void expositionHasNeitherCreatedSeriesNorFamiliesWithoutEvents() {
    CollectorRegistry registry = new CollectorRegistry();
    Counter.build("seen_total", "Seen.").register(registry).inc();
    Counter.build("unseen_total", "Unseen.").labelNames("model").register(registry);
    assertThat(Exposition.write(registry))
        .isEqualTo("# HELP seen_total Seen.\n# TYPE seen_total counter\nseen_total 1.0\n");
  }
}
