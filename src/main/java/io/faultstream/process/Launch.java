package io.faultstream.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process to be started.
 *
 * @param name what people call it; also in the journal
 * @param command program and arguments, never a shell string
 * @param environment added to ours; an empty value takes the variable away
 * @param log where its output goes, appended
 */
public record Launch(String name, List<String> command, Map<String, String> environment, Path log) {
  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("command is empty for " + name);
    }
  }
}
