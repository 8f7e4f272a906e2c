package io.faultstream.cluster.discovery.etcd;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.faultstream.cluster.discovery.Instance;
import io.faultstream.cluster.discovery.InstanceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The keys of an instance, named as Dynamo 1.6 names them: where it is, under {@code v1/instances},
 * and which model it serves, its model card, under {@code v1/mdc}. Stateless.
 */
final class Keys {
  /** What is watched. */
  static final String ALL = "v1/";

  private static final String INSTANCES = ALL + "instances/";
  private static final String CARDS = ALL + "mdc/";

  private Keys() {}

  /** Keys and values of an instance. */
  static Map<String, String> of(Instance instance) {
    String place = instance.endpoint() + "/" + instance.hexId();
    String card =
        JsonNodeFactory.instance
            .objectNode()
            .put("display_name", instance.model())
            .put("context_length", instance.limits().contextTokens())
            .put("kv_cache_block_size", instance.limits().blockTokens())
            .toString();
    return Map.of(INSTANCES + place, InstanceFile.write(instance), CARDS + place, card);
  }

  /** The instances among these keys that have their model card, in order of ids. */
  static List<Instance> instances(Map<String, String> keys) {
    List<Instance> all = new ArrayList<>();
    keys.forEach(
        (key, value) -> {
          if (key.startsWith(INSTANCES)
              && keys.containsKey(CARDS + key.substring(INSTANCES.length()))) {
            InstanceFile.read(value).ifPresent(all::add);
          }
        });
    all.sort(Comparator.comparingLong(Instance::id));
    return all;
  }
}
