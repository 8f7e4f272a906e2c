package io.faultstream.target;

import io.faultstream.process.ProcessIdentity;
import io.faultstream.spec.WorkerRole;
import java.net.URI;
import java.nio.file.Path;

/**
 * One worker process; a restarted worker has the same name and another process.
 *
 * @param name {@code worker-0} and so on, {@code prefill-0} where it only computes prompts
 * @param process the process, so that no other is ever hit
 * @param system address of its system server: {@code /health}, {@code /metrics}
 * @param log this process' own log
 */
public record Worker(String name, ProcessIdentity process, URI system, Path log) {

  /** Whether it only computes prompts, in the split topology. */
  public boolean prefills() {
    return WorkerRole.PREFILL.calls(name);
  }

  /** For people: name and process number. */
  @Override
  public String toString() {
    return name + " (" + process + ")";
  }
}
