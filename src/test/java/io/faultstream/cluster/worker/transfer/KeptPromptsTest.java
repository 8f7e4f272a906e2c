package io.faultstream.cluster.worker.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.cluster.worker.transfer.KeptPrompts.End;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class KeptPromptsTest {
  private final TransferSample sample = new TransferSample();
  private final KeptPrompts kept = sample.kept;

  @Test
  void promptIsFreedOnceAndForOneReason() {
    sample.keep(1);
    sample.keep(2);
    assertThat(kept.drop(1, End.FETCHED)).isTrue();
    assertThat(kept.drop(1, End.CANCELLED)).isFalse();
    assertThat(sample.freed).containsExactly("prompt 1");
    assertThat(kept.count()).isEqualTo(1);
    assertThat(sample.lines.toString(StandardCharsets.UTF_8))
        .contains("prompt freed request_id=1 reason=fetched")
        .doesNotContain("cancelled");
  }

  @Test
  void onlyOneFetchesAPrompt() {
    sample.keep(1);
    assertThat(kept.fetch(2)).isFalse();
    assertThat(kept.fetch(1)).isTrue();
    assertThat(kept.fetch(1)).isFalse();
    assertThat(sample.freed).isEmpty();
  }

  @Test
  void promptThatNobodyAsksForIsFreedAfterAWhile() {
    sample.keep(1);
    sample.pass(Duration.ofSeconds(30));
    sample.keep(2);
    sample.pass(TransferSample.KEEP.minusSeconds(30).minusNanos(1));
    kept.expire();
    assertThat(sample.freed).isEmpty();
    sample.pass(Duration.ofNanos(1));
    kept.expire();
    assertThat(sample.freed).containsExactly("prompt 1");
    assertThat(kept.fetch(1)).isFalse();
    assertThat(kept.fetch(2)).isTrue();
  }

  @Test
  void promptOnItsWayDoesNotExpire() {
    sample.keep(1);
    assertThat(kept.fetch(1)).isTrue();
    sample.pass(TransferSample.KEEP.multipliedBy(2));
    kept.expire();
    assertThat(sample.freed).isEmpty();
    assertThat(kept.drop(1, End.FETCHED)).isTrue();
  }
}
