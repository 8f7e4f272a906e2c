package io.faultstream.etcd.program;

import java.nio.file.Path;

/**
 * An etcd server that can be started.
 *
 * @param path where it is
 * @param version what it says it is, one of the supported ones
 */
public record EtcdProgram(Path path, EtcdVersion version) {
  /** For messages and the plan. */
  @Override
  public String toString() {
    return "etcd " + version + " (" + path + ")";
  }
}
