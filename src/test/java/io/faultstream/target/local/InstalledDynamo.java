package io.faultstream.target.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.settings.Homes;
import java.nio.file.Path;

/**
 * The real Dynamo of this machine, for tests. Without one they are skipped, unless the environment
 * variable {@code FAULTSTREAM_REQUIRE_DYNAMO} says that they must not be.
 */
public final class InstalledDynamo {
  private static final Path HOME = Path.of(Homes.dynamo("", Homes.VERSION));

  private InstalledDynamo() {}

  /** Where it is installed; ends the test where it is not. */
  public static Path home() {
    boolean whole = new Installation(HOME).whole();
    String why = "no Dynamo in " + HOME + "; install it with the command install-dynamo";
    if (System.getenv("FAULTSTREAM_REQUIRE_DYNAMO") != null) {
      assertThat(whole).as(why).isTrue();
    }
    assumeTrue(whole, why);
    return HOME;
  }

  /** Two workers with the counting engine, migration limit 3, no backend timeout. */
  public static TargetSpec counting() {
    return LocalSpecs.target(LocalSpecs.counting(home()));
  }
}
