package io.faultstream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class FreePortsTest {
  @Test
  void eachIsGivenOnceAndLiesBelowTheEphemeralRange() throws IOException {
    FreePorts ports = new FreePorts(new SplittableRandom(7), 22_000);
    Set<Integer> given = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      int port = ports.next();
      assertThat(port).isBetween(20_000, 21_999);
      assertThat(given.add(port)).isTrue();
    }
  }

  @Test
  void takenOneIsNotFree() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(FreePorts.free(socket.getLocalPort())).isFalse();
    }
  }

  @Test
  void runningOutIsSaid() throws IOException {
    FreePorts ports = new FreePorts(new SplittableRandom(7), 0);
    assertThatThrownBy(
            () -> {
              while (ports.next() > 0) {
                assertThat(ports).isNotNull();
              }
            })
        .hasMessageContaining("no free TCP port");
  }
}
