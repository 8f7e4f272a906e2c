package io.faultstream.process.install;

import java.nio.file.Path;
import java.util.List;

/** A program that runs one long step of an installation. Arguments: the folder, the log. */
public final class StepHolder {
  private StepHolder() {}

  /** Returns when the step ends. */
  public static void main(String[] arguments) throws Exception {
    List<String> command = List.of("sh", "-c", "sleep 600 & echo $$ $!; wait");
    new InstallStep("waiting", command, Path.of(arguments[0]), "").run(Path.of(arguments[1]));
  }
}
