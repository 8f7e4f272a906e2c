package io.faultstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.network.namespace.RootedNamespaces;
import io.faultstream.process.ProcessIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a process left that was killed while it tried whether namespaces can be made. */
@Timeout(120)
final class CleanupTrialIT {
  /** No process of this boot has the highest number and this start. */
  private static final String LEFT = "faultstream-4194303-ytry-hub";

  @TempDir private Path results = Path.of("");

  @Test
  void theNetworkOfAKilledTrialIsRemovedAndSaid() throws Exception {
    RootedNamespaces.wiring();
    String alive = "faultstream-%d-%stry-7".formatted(ours().pid(), start());
    ip("add", LEFT);
    ip("add", alive);
    try {
      Said dry = cleanup("--dry-run");
      assertThat(dry.exit()).isZero();
      assertThat(dry.out()).contains("FOUND", LEFT + " of a killed trial is left");
      assertThat(there(LEFT)).isTrue();

      Said said = cleanup();
      assertThat(said.exit()).isZero();
      assertThat(said.out()).contains("UNDONE", LEFT + " of a killed trial was removed");
      assertThat(there(LEFT)).isFalse();
      assertThat(there(alive)).isTrue();
      assertThat(cleanup().out()).doesNotContain("trial");
    } finally {
      ip("delete", alive);
    }
  }

  private static ProcessIdentity ours() {
    return ProcessIdentity.ours();
  }

  private static String start() {
    return Long.toString(ours().startTicks(), Character.MAX_RADIX);
  }

  private Said cleanup(String... more) {
    String[] all =
        java.util.Arrays.copyOf(
            new String[] {"cleanup", "--results", results.toString()}, 3 + more.length);
    System.arraycopy(more, 0, all, 3, more.length);
    return Said.by(all);
  }

  private static boolean there(String namespace) {
    return Files.exists(Path.of("/run/netns", namespace));
  }

  private static void ip(String what, String namespace) throws Exception {
    Process ip = new ProcessBuilder(List.of("ip", "netns", what, namespace)).inheritIO().start();
    assertThat(ip.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(ip.exitValue()).isZero();
  }
}
