package io.faultstream.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.etcd.EtcdException.Reason;
import io.grpc.Status;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EtcdExceptionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UNAVAILABLE|etcdserver: no leader|NO_LEADER|false",
        "UNAVAILABLE|etcdserver: leader changed|TIMED_OUT|true",
        "UNAVAILABLE|etcdserver: request timed out, possibly due to "
            + "previous leader failure|TIMED_OUT|true",
        "UNAVAILABLE|etcdserver: unhealthy cluster|UNHEALTHY|false",
        "FAILED_PRECONDITION|etcdserver: re-configuration failed due to "
            + "not enough started members|UNHEALTHY|false",
        "FAILED_PRECONDITION|etcdserver: can only promote a learner member "
            + "which is in sync with leader|NOT_IN_SYNC|false",
        "RESOURCE_EXHAUSTED|etcdserver: mvcc: database space exceeded|NO_SPACE|true",
        "OUT_OF_RANGE|etcdserver: mvcc: required revision has been compacted|COMPACTED|false",
        "OUT_OF_RANGE|etcdserver: mvcc: "
            + "required revision is a future revision|FUTURE_REVISION|false",
        "FAILED_PRECONDITION|etcdserver: not leader|NO_LEADER|false",
        "NOT_FOUND|etcdserver: member not found|UNKNOWN_MEMBER|false",
        "FAILED_PRECONDITION|etcdserver: Peer URLs already exists|KNOWN_MEMBER|false",
        "UNAVAILABLE|Channel shutdownNow invoked|CLOSED|true",
        "UNAVAILABLE|Network closed for unknown reason|BROKEN|true",
        "DEADLINE_EXCEEDED|deadline exceeded after 2s|TIMED_OUT|true",
        "INTERNAL|something else|OTHER|true",
      })
  void textsOfTheServerAreToldApart(
      Status.Code code, String text, Reason reason, boolean outcomeUnknown) {
    EtcdException failure =
        EtcdException.of("etcd-0, put a", code.toStatus().withDescription(text));
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.outcomeUnknown()).isEqualTo(outcomeUnknown);
    assertThat(failure).hasMessage("etcd-0, put a: " + code + " " + text);
  }

  @Test
  void refusedConnectionSentNothing() {
    Status refused =
        Status.UNAVAILABLE
            .withDescription("io exception")
            .withCause(new IllegalStateException(new ConnectException("Connection refused")));
    EtcdException failure = EtcdException.of("etcd-0, put a", refused);
    assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(failure.outcomeUnknown()).isFalse();
    assertThat(failure).hasMessageContaining("Connection refused");
  }
}
