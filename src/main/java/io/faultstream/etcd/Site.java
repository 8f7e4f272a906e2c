package io.faultstream.etcd;

import java.nio.file.Path;

/**
 * Where a member lives; it stays the same when the member is restarted or replaced.
 *
 * @param name the member's name
 * @param clientPort where clients reach it on 127.0.0.1
 * @param peerPort where the other members reach it on 127.0.0.1
 * @param data its data folder, made by the server
 * @param log where its output goes, appended
 */
public record Site(String name, int clientPort, int peerPort, Path data, Path log) {
  /** Where clients reach it. */
  public String clientUrl() {
    return "http://127.0.0.1:" + clientPort;
  }

  /** Where the other members reach it. */
  public String peerUrl() {
    return "http://127.0.0.1:" + peerPort;
  }
}
