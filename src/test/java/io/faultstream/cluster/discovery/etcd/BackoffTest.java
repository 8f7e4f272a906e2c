package io.faultstream.cluster.discovery.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void doublesFromHalfASecondToFive() {
    assertThat(Stream.iterate(Backoff.first(), Backoff::failed).limit(6))
        .extracting(backoff -> backoff.within(LONG).toMillis())
        .containsExactly(500L, 1000L, 2000L, 4000L, 5000L, 5000L);
  }

  @Test
  void takesHalfOfWhatIsLeftAtMost() {
    assertThat(Backoff.first().within(Duration.ofMillis(600))).isEqualTo(Duration.ofMillis(300));
  }
}
