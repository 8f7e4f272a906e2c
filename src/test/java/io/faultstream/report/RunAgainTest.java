package io.faultstream.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.faultstream.history.Environment;
import io.faultstream.history.VersionProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RunAgainTest {
  private static final String KEY = "faultstream.fault.kind";

  @Test
  void whatWasSetByPropertyIsInTheCommand() {
    String before = System.setProperty(KEY, "stall");
    ConfigFactory.invalidateCaches();
    try {
      Environment environment =
          new Environment(
              1,
              "",
              "",
              Map.of(),
              Map.of(),
              VersionProfile.UNKNOWN,
              Map.of("fault.kind", "stall", "fault.hold", "5s"));
      assertThat(RunAgain.command(SampleRun.pass().spec(), environment))
          .contains("-Dfaultstream.fault.kind=stall")
          .doesNotContain("fault.hold");
    } finally {
      if (before == null) {
        System.clearProperty(KEY);
      } else {
        System.setProperty(KEY, before);
      }
      ConfigFactory.invalidateCaches();
    }
  }

  @Test
  void hiddenValueStaysHidden() {
    Map<String, String> settings =
        Map.of("target.headers", "X-Org: (hidden); X-Team: $TEAM", "target.tokenVariable", "MINE");
    Environment environment =
        new Environment(1, "", "", Map.of(), Map.of(), VersionProfile.UNKNOWN, settings);
    assertThat(RunAgain.command(SampleRun.pass().spec(), environment))
        .contains("-Dfaultstream.target.headers='X-Org: (hidden); X-Team: $TEAM'")
        .contains("-Dfaultstream.target.tokenVariable=MINE");
  }
}
