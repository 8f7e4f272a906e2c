package io.faultstream.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.etcd.EtcdException.Reason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
final class RetriesTest {
  private static final Duration EVERY = Duration.ofMillis(1);
  private static final Retries PATIENT =
      new Retries(Duration.ofSeconds(5), EVERY, Set.of(Reason.NO_LEADER));

  @Test
  void goesOnWhileTheReasonPassesOrThereIsNothing() throws Exception {
    Deque<Reason> failures = new ArrayDeque<>(List.of(Reason.NO_LEADER, Reason.NO_LEADER));
    int[] asked = {0};
    String value =
        PATIENT.until(
            "it was not done",
            () -> {
              asked[0]++;
              if (!failures.isEmpty()) {
                throw new EtcdException(failures.pop(), "not now");
              }
              return asked[0] < 5 ? Optional.empty() : Optional.of("done");
            });
    assertThat(value).isEqualTo("done");
    assertThat(asked[0]).isEqualTo(5);
  }

  @Test
  void anyOtherReasonEndsItAtOnce() {
    int[] asked = {0};
    assertThatThrownBy(
            () ->
                PATIENT.until(
                    "it was not done",
                    () -> {
                      asked[0]++;
                      throw new EtcdException(Reason.NO_SPACE, "full");
                    }))
        .isInstanceOfSatisfying(
            EtcdException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_SPACE))
        .hasMessage("it was not done, last: full");
    assertThat(asked[0]).isEqualTo(1);
  }

  @Test
  void afterItsTimeItSaysWhatWasLast() {
    Retries hasty = new Retries(Duration.ofMillis(20), EVERY, Set.of(Reason.NO_LEADER));
    assertThatThrownBy(
            () ->
                hasty.until(
                    "it was not done",
                    () -> {
                      throw new EtcdException(Reason.NO_LEADER, "no leader");
                    }))
        .isInstanceOfSatisfying(
            EtcdException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LATE))
        .hasMessage("it was not done within 0 s, last: no leader");
  }
}
