package io.faultstream.cluster.discovery.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.cluster.discovery.EngineLimits;
import io.faultstream.cluster.discovery.Instance;
import io.faultstream.cluster.discovery.Role;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KeysTest {
  private static final EngineLimits LIMITS = new EngineLimits(64, 16, 256, 8192, 32_768);

  private static Instance instance(long id, Role role) {
    return new Instance(id, role, "tiny", "127.0.0.1", 4242, 1000, LIMITS);
  }

  @Test
  void areNamedByEndpointAndId() {
    assertThat(Keys.of(instance(0xabc, Role.PREFILL)).keySet())
        .containsExactlyInAnyOrder(
            "v1/instances/dynamo/prefill/generate/abc", "v1/mdc/dynamo/prefill/generate/abc");
  }

  @Test
  void instanceCountsWithItsModelCardOnly() {
    Map<String, String> keys = new HashMap<>(Keys.of(instance(2, Role.AGG)));
    keys.putAll(Keys.of(instance(1, Role.DECODE)));
    keys.put("v1/instances/dynamo/backend/generate/3", "{}");
    keys.put("v1/mdc/dynamo/backend/generate/3", "{}");
    assertThat(Keys.instances(keys))
        .containsExactly(instance(1, Role.DECODE), instance(2, Role.AGG));

    keys.remove("v1/mdc/dynamo/backend/generate/1");
    assertThat(Keys.instances(keys)).containsExactly(instance(2, Role.AGG));
  }
}
