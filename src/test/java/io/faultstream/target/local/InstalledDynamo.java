package io.faultstream.target.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.settings.Homes;
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
    if ("true".equals(System.getenv("FAULTSTREAM_REQUIRE_DYNAMO"))) {
      assertThat(whole).as(why).isTrue();
    }
    assumeTrue(whole, why);
  }

  /** Two workers with the counting engine, migration limit 3, no backend timeout. */
  public static TargetSpec counting() {
    require();
    return LocalSpecs.target(LocalSpecs.counting(HOME));
  }
}
