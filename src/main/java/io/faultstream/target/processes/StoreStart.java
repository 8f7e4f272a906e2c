package io.faultstream.target.processes;

import io.faultstream.etcd.EtcdCluster;
import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.EtcdSettings;
import io.faultstream.etcd.program.EtcdProgram;
import io.faultstream.etcd.program.EtcdPrograms;
import io.faultstream.process.FreePorts;
import io.faultstream.process.Programs;
import io.faultstream.process.install.InstallException;
import io.faultstream.spec.TargetSpec.StoreSpec;
import io.faultstream.spec.settings.Homes;
import io.faultstream.target.TargetContext;
import io.faultstream.target.TargetException;
import io.faultstream.target.network.StoreNetworks;
import java.nio.file.Path;

/** Starts the etcd cluster of a target. Stateless. */
final class StoreStart {
  private StoreStart() {}

  /**
   * Makes the cluster that was asked for; it is not started yet. May download a server first.
   *
   * @throws TargetException when there is no server, port or folder for it
   */
  static EtcdCluster of(StoreSpec spec, TargetContext context, FreePorts ports)
      throws TargetException, InterruptedException {
    EtcdPrograms programs =
        new EtcdPrograms(Path.of(Homes.etcd()), Programs::find, context.progress());
    try {
      EtcdProgram program = programs.find(spec.program(), "target.etcd.program");
      Path folder = context.logs().toAbsolutePath();
      return EtcdCluster.in(
          new EtcdCluster.Place(folder, ports, context.journal()),
          EtcdSettings.of(program, spec.members())
              .wired(StoreNetworks.wiring(spec.network(), context.chance())));
    } catch (InstallException | EtcdException e) {
      throw new TargetException("the target did not start: " + e.getMessage(), e);
    }
  }
}
