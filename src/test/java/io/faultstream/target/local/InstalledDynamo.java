package io.faultstream.target.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.settings.Homes;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The real Dynamo of this machine, for tests. Without one they are skipped, unless the environment
 * variable {@code FAULTSTREAM_REQUIRE_DYNAMO} is "true".
 */
public final class InstalledDynamo {
  /** Its folder, also where there is none. */
  public static final Path HOME = Path.of(Homes.dynamo("", Homes.VERSION));

  private InstalledDynamo() {}

  /** Ends the test where it is not. */
  public static void require() {
    boolean whole = new Installation(HOME).whole();
    String why = "no Dynamo in " + HOME + "; install it with the command install-dynamo";
    if (required()) {
      assertThat(whole).as(why).isTrue();
    }
    assumeTrue(whole, why);
  }

  /** Ends the test where it, or an etcd or a NATS server, is not there. */
  public static void requireServers() {
    require();
    ServerPrograms programs = new ServerPrograms(new Installation(HOME));
    String missing = "";
    try {
      programs.find("etcd", "", "target.local.etcd");
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
