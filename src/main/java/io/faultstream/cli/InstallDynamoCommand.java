package io.faultstream.cli;

import io.faultstream.process.install.InstallException;
import io.faultstream.spec.settings.Homes;
import io.faultstream.target.local.Installation;
import io.faultstream.target.local.Installer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code install-dynamo}: makes what {@code target.kind=local} needs. */
@Command(
    name = "install-dynamo",
    description =
        "Install a real Dynamo for target.kind=local, once: a Python environment with its frontend"
            + " and mocker for CPUs, and a model directory without weights.",
    mixinStandardHelpOptions = true)
final class InstallDynamoCommand implements Callable<Integer> {
  @Option(
      names = "--dynamo-version",
      defaultValue = Homes.VERSION,
      description = "Version of Dynamo (default: ${DEFAULT-VALUE}, the one this project follows).")
  private String version = "";

  @Option(
      names = "--home",
      defaultValue = "",
      description = "Folder (default: faultstream/dynamo-<version> in the user's cache).")
  private String home = "";

  @Option(
      names = "--python",
      defaultValue = "python3",
      description = "Interpreter to make the environment with (default: ${DEFAULT-VALUE}).")
  private String python = "";

  @Option(
      names = "--servers",
      description =
          "Also unpack an etcd and a NATS server from the distribution's packages, without root.")
  private boolean servers;

  @Override
  public Integer call() throws InterruptedException {
    Installation installation = new Installation(Path.of(Homes.dynamo(home, version)));
    Installer installer = new Installer(installation, python, version, System.out::println);
    try {
      installer.install();
      if (servers) {
        installer.servers();
      }
      return 0;
    } catch (InstallException e) {
      System.err.println(e.getMessage());
      return Main.OUR_FAULT;
    }
  }
}
