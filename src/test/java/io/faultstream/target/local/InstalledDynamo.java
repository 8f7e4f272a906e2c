package io.faultstream.target.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.settings.Homes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The real Dynamo of this machine, for tests. Without one that is up to date they are skipped,
 * unless the environment variable {@code FAULTSTREAM_REQUIRE_DYNAMO} is "true".
 */
public final class InstalledDynamo {
  /** Its folder, also where there is none. */
  public static final Path HOME = Path.of(Homes.dynamo("", Homes.VERSION));

  private InstalledDynamo() {}

  /** Ends the test where it is not. */
  public static void require() {
    Optional<String> refusal = LocalDynamo.refusal(LocalSpecs.target(LocalSpecs.counting(HOME)));
    if (required()) {
      assertThat(refusal).isEmpty();
    }
    assumeTrue(refusal.isEmpty(), refusal.orElse(""));
  }

  /** Ends the test where it, or an etcd or a NATS server, is not there. */
  public static void requireServers() throws InterruptedException {
    require();
    ServerPrograms programs = new ServerPrograms(new Installation(HOME));
    String missing = "";
    try {
      programs.find("nats-server", "", "target.local.nats");
    } catch (IOException e) {
      missing = String.valueOf(e.getMessage());
    }
    if (required()) {
      assertThat(missing).isEmpty();
    }
    assumeTrue(missing.isEmpty(), missing);
  }

  private static boolean required() {
    return "true".equals(System.getenv("FAULTSTREAM_REQUIRE_DYNAMO"));
  }

  /** Two workers with the counting engine, migration limit 3, no backend timeout. */
  public static TargetSpec counting() {
    require();
    return LocalSpecs.target(LocalSpecs.counting(HOME));
  }
}
