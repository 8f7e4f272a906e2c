package io.faultstream.cluster.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.cluster.worker.Admission.Limits;
import io.faultstream.cluster.worker.Admission.Place;
import io.prometheus.client.Gauge;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AdmissionTest {

  private final Gauge.Child gauge = Gauge.build("in_flight", "In flight.").create().labels();
  private final List<String> started = new ArrayList<>();
  private final Admission admission = new Admission(new Limits(1, 2), gauge, Runnable::run);

  private Runnable request(String name) {
    return () -> started.add(name);
  }

  @Test
  void oneRunsTwoWaitInOrderAndTheNextIsRefused() {
    assertThat(admission.enter(request("a"))).isEqualTo(Place.RUNS);
    assertThat(admission.enter(request("b"))).isEqualTo(Place.WAITS);
    assertThat(admission.enter(request("c"))).isEqualTo(Place.WAITS);
    assertThat(admission.enter(request("d"))).isEqualTo(Place.REFUSED);
    assertThat(gauge.get()).isEqualTo(1);
    assertThat(admission.inflight()).isEqualTo(3);
    admission.leave(1);
    assertThat(started).containsExactly("b");
    admission.leave(2);
    assertThat(started).containsExactly("b", "c");
    assertThat(admission.inflight()).isZero();
    assertThat(gauge.get()).isZero();
  }

  @Test
  void whoeverWasWithdrawnIsNotStarted() {
    Runnable second = request("b");
    assertThat(admission.enter(request("a"))).isEqualTo(Place.RUNS);
    assertThat(admission.enter(second)).isEqualTo(Place.WAITS);
    assertThat(admission.enter(request("c"))).isEqualTo(Place.WAITS);
    admission.withdraw(second);
    assertThat(admission.enter(request("d"))).isEqualTo(Place.WAITS);
    admission.leave(1);
    assertThat(started).containsExactly("c");
  }
}
