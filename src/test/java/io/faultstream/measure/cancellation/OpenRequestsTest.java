package io.faultstream.measure.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OpenRequestsTest {
  private final OpenRequests open = new OpenRequests();

  @Test
  void requestIsOpenFromItsSendingUntilItsEnd() {
    open.add(10, 20);

    assertThat(open.at(9)).isZero();
    assertThat(open.at(10)).isEqualTo(1);
    assertThat(open.at(19)).isEqualTo(1);
    assertThat(open.at(20)).isZero();
  }

  @Test
  void nobodyWasThere() {
    assertThat(open.at(0)).isZero();
  }

  @Test
  void orderDoesNotMatterAndMoreMayCome() {
    open.add(30, 40);
    open.add(0, 100);
    assertThat(open.at(35)).isEqualTo(2);
    open.add(20, 36);
    assertThat(open.at(35)).isEqualTo(3);
    assertThat(open.at(36)).isEqualTo(2);
    assertThat(open.at(100)).isZero();
  }

  @Test
  void thousandsAreCounted() {
    for (int i = 0; i < 5000; i++) {
      open.add(i, 10_000 + i);
    }
    assertThat(open.at(4999)).isEqualTo(5000);
    assertThat(open.at(12_499)).isEqualTo(2500);
  }

  @Test
  void momentsUpToOneAreCountedWithIt() {
    long[] moments = {5, 7, 7, 9};

    assertThat(OpenRequests.upTo(moments, 4)).isZero();
    assertThat(OpenRequests.upTo(moments, 5)).isEqualTo(1);
    assertThat(OpenRequests.upTo(moments, 7)).isEqualTo(3);
    assertThat(OpenRequests.upTo(moments, 8)).isEqualTo(3);
    assertThat(OpenRequests.upTo(moments, 99)).isEqualTo(4);
    assertThat(OpenRequests.upTo(new long[0], 99)).isZero();
  }
}
