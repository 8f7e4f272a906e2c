package io.faultstream.etcd.program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks a program which etcd it is. Stateless. */
final class VersionProbe {
  private static final int WITHIN_SECONDS = 10;

  /** More than any etcd says; the rest is not read. */
  private static final int BYTES = 4096;

  private VersionProbe() {}

  /** What it says within 10 s, empty when it is no etcd server or cannot be run. */
  static Optional<EtcdVersion> ask(Path program) throws InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of(program.toString(), "--version")).redirectErrorStream(true);
    // Its own settings may be wrong for this one.
    builder.environment().keySet().removeIf(name -> name.startsWith("ETCD_"));
    try {
      Process process = builder.start();
      try {
        process.getOutputStream().close();
        if (!process.waitFor(WITHIN_SECONDS, TimeUnit.SECONDS)) {
          return Optional.empty();
        }
        try (InputStream out = process.getInputStream()) {
          return EtcdVersion.parse(new String(out.readNBytes(BYTES), StandardCharsets.UTF_8));
        }
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      // It cannot be run.
      return Optional.empty();
    }
  }
}
