package io.faultstream.target.local;

import io.faultstream.process.Launch;
import io.faultstream.spec.LocalSpec;
import io.faultstream.target.processes.Blueprint.Place;
import io.faultstream.target.processes.Blueprint.Store;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The servers that Dynamo's processes reach each other through, as far as they were asked for, and
 * the variables that tell of them.
 *
 * @param servers to be started before anything else
 * @param variables for every process of the target
 */
record LocalStores(List<Store> servers, Map<String, String> variables) {

  /**
   * Those of this run.
   *
   * @throws IOException when a program or a port is missing
   */
  static LocalStores of(LocalSpec spec, ServerPrograms programs, Place place) throws IOException {
    List<Store> servers = new ArrayList<>();
    Map<String, String> variables = new TreeMap<>();
    if (spec.stores().needsNats()) {
      int port = place.ports().next();
      servers.add(nats(spec, programs, place, port));
      variables.put("NATS_SERVER", "nats://127.0.0.1:" + port);
    }
    return new LocalStores(servers, variables);
  }

  private static Store nats(LocalSpec spec, ServerPrograms programs, Place place, int port)
      throws IOException {
    Path program = programs.find("nats-server", spec.stores().nats(), "target.local.nats");
    int monitor = place.ports().next();
    List<String> command = new ArrayList<>();
    command.addAll(List.of(program.toString(), "-a", "127.0.0.1", "-p", Integer.toString(port)));
    command.addAll(List.of("-m", Integer.toString(monitor)));
    Path data = place.logs().resolve("nats-data");
    command.addAll(List.of("-js", "--store_dir", data.resolve("nats").toString()));
    Launch launch = new Launch("nats", command, Map.of(), place.logs().resolve("nats.log"));
    return new Store(launch, URI.create("http://127.0.0.1:" + monitor + "/healthz"), data);
  }
}
