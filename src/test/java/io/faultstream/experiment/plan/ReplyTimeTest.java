package io.faultstream.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.faultstream.experiment.plan.ReplyTime.Demanded;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.settings.LoadSettings;
import io.faultstream.spec.settings.Settings;
import io.faultstream.spec.settings.TargetSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class ReplyTimeTest {
  private static final Demanded RATE = new Demanded(60, false);

  private static Optional<ReplyTime> of(Demanded demanded, String... pairs) {
    Properties properties = new Properties();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.setProperty("faultstream." + pairs[i], pairs[i + 1]);
    }
    Settings settings = Settings.of(ConfigFactory.empty(), properties);
    TargetSpec target = TargetSettings.read(settings);
    Optional<ReplyTime> time = ReplyTime.of(target, LoadSettings.read(settings, target), demanded);
    settings.check();
    return time;
  }

  @Test
  void countingEngineHasAClockForEachReply() {
    String[] local = {"target.kind", "local", "target.local.stepMillis", "12"};
    assertThat(of(RATE, local))
        .hasValue(new ReplyTime(Duration.ofMillis(1220), Duration.ofMillis(13_200)));
    assertThat(of(new Demanded(10_000, false), local)).isEqualTo(of(RATE, local));
  }

  @Test
  void embeddedEngineIsSlowedByWhatElseItComputes() {
    assertThat(of(RATE).map(ReplyTime::words)).hasValue("0.6 s alone and 14.3 s at the very most");
    assertThat(of(new Demanded(60, true)).map(ReplyTime::longest))
        .isEqualTo(of(RATE).map(ReplyTime::longest));
  }

  @Test
  void nobodyKnowsWhereRequestsMayWaitForASlot() {
    assertThat(of(new Demanded(511, true), "load.inputTokens", "16")).isPresent();
    assertThat(of(new Demanded(512, true), "load.inputTokens", "16")).isEmpty();
    assertThat(of(RATE, "target.embedded.slots", "201")).isPresent();
    assertThat(of(RATE, "target.embedded.slots", "199")).isEmpty();
    assertThat(of(RATE, "load.outputTokens", "500")).isEmpty();
    assertThat(of(RATE, "load.outputTokens", "500", "target.workers", "8")).isPresent();
  }

  @Test
  void nobodyKnowsWhatIsNotInTheSettings() {
    assertThat(of(RATE, "target.kind", "url", "target.url", "http://127.0.0.1:1")).isEmpty();
    assertThat(of(RATE, "target.kind", "local", "target.local.engine", "mocker")).isEmpty();
    assertThat(of(RATE, "target.embedded.defect", "slow")).isEmpty();
    assertThat(of(RATE, "target.topology", "disagg")).isEmpty();
    assertThat(of(RATE, "load.prompt", "long")).isEmpty();
    assertThat(of(RATE, "load.inputTokens", "9000")).isEmpty();
  }
}
