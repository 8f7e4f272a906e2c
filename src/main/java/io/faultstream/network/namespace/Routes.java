package io.faultstream.network.namespace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Which IPv4 addresses this machine has in use, by {@code ip}. Stateless. */
final class Routes {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Routes() {}

  /** All that routes and addresses of the host name, in any table. */
  static List<Block> used(Commands commands, Tools tools) throws IOException, InterruptedException {
    List<Block> used = new ArrayList<>();
    String routes = commands.run(tools.ip("-j", "-4", "route", "show", "table", "all"));
    String addresses = commands.run(tools.ip("-j", "-4", "address", "show"));
    used.addAll(ofRoutes(routes));
    used.addAll(ofAddresses(addresses));
    return used;
  }

  /** Destinations out of {@code ip -j route}. */
  static List<Block> ofRoutes(String json) throws IOException {
    List<Block> all = new ArrayList<>();
    for (JsonNode route : read(json)) {
      Block.parse(route.path("dst").asText()).ifPresent(all::add);
    }
    return all;
  }

  /** Networks of addresses out of {@code ip -j address}. */
  static List<Block> ofAddresses(String json) throws IOException {
    List<Block> all = new ArrayList<>();
    for (JsonNode link : read(json)) {
      for (JsonNode address : link.path("addr_info")) {
        String text = address.path("local").asText() + "/" + address.path("prefixlen").asText();
        Block.parse(text).ifPresent(all::add);
      }
    }
    return all;
  }

  /** An old {@code ip} says nothing at all where there is nothing. */
  private static JsonNode read(String json) throws IOException {
    try {
      return MAPPER.readTree(json.isBlank() ? "[]" : json);
    } catch (JsonProcessingException e) {
      throw new IOException("what ip said is not understood: " + e.getOriginalMessage(), e);
    }
  }
}
