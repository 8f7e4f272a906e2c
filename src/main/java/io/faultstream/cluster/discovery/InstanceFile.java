package io.faultstream.cluster.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** An instance as the JSON that is its file, or the value of its key. Stateless. */
public final class InstanceFile {

  static final String SUFFIX = ".json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private InstanceFile() {}

  static String nameOf(Instance instance) {
    return instance.endpoint().replace('/', '.') + "-" + instance.hexId() + SUFFIX;
  }

  /** As JSON. */
  public static String write(Instance instance) {
    ObjectNode node = JSON.createObjectNode();
    node.put("namespace", "dynamo").put("component", instance.role().component());
    node.put("endpoint", "generate").put("worker_type", instance.role().toString());
    node.put("instance_id", instance.id()).put("model", instance.model());
    node.put("host", instance.host()).put("port", instance.port());
    node.put("created_millis", instance.createdMillis());
    EngineLimits limits = instance.limits();
    node.putObject("runtime_config")
        .put("total_kv_blocks", limits.kvBlocks())
        .put("kv_cache_block_size", limits.blockTokens())
        .put("max_num_seqs", limits.maxSequences())
        .put("max_num_batched_tokens", limits.maxBatchedTokens())
        .put("context_length", limits.contextTokens());
    return node.toString();
  }

  /** The instance, or nothing when the text is half written or not ours. */
  public static Optional<Instance> read(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      JsonNode config = node.path("runtime_config");
      return Optional.of(
          new Instance(
              node.path("instance_id").asLong(),
              Role.named(node.path("worker_type").asText()),
              node.path("model").asText(),
              node.path("host").asText(),
              node.path("port").asInt(),
              node.path("created_millis").asLong(),
              new EngineLimits(
                  config.path("total_kv_blocks").asInt(),
                  config.path("kv_cache_block_size").asInt(),
                  config.path("max_num_seqs").asInt(),
                  config.path("max_num_batched_tokens").asInt(),
                  config.path("context_length").asInt())));
    } catch (JsonProcessingException | IllegalArgumentException notAnInstance) {
      return Optional.empty();
    }
  }
}
