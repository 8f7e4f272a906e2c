package io.faultstream.spec.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.faultstream.spec.BadSpecException;
import io.faultstream.spec.Split;
import io.faultstream.spec.Split.PrefillCancel;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.WorkerRole;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SplitSettingsTest {
  private static Settings with(String... words) {
    Properties properties = new Properties();
    for (String word : words) {
      String[] pair = word.split("=", 2);
      properties.setProperty("faultstream." + pair[0], pair[1]);
    }
    return Settings.of(ConfigFactory.empty(), properties);
  }

  private static String mistakes(String... words) {
    Settings settings = with(words);
    TargetSettings.read(settings);
    try {
      settings.check();
      return "";
    } catch (BadSpecException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void oneKindOfWorkerUnlessItIsAskedFor() {
    TargetSpec target = TargetSettings.read(with());
    assertThat(target.split()).isEmpty();
    assertThat(target.workerNames()).containsExactly("worker-0", "worker-1");
    assertThat(target.role("worker-0")).isEqualTo(WorkerRole.AGGREGATED);
    assertThat(target.workers(WorkerRole.AGGREGATED)).isEqualTo(2);
  }

  @Test
  void splitHasPrefillWorkersBesideThoseThatDecode() {
    TargetSpec target =
        TargetSettings.read(
            with(
                "target.topology=disagg",
                "target.prefillWorkers=2",
                "target.workers=1",
                "target.prefillCancel=abort"));
    assertThat(target.split()).contains(new Split(2, PrefillCancel.ABORT));
    assertThat(target.workerNames()).containsExactly("prefill-0", "prefill-1", "worker-0");
    assertThat(target.role("prefill-1")).isEqualTo(WorkerRole.PREFILL);
    assertThat(target.role("worker-0")).isEqualTo(WorkerRole.DECODE);
  }

  @Test
  void prefillGoesOnAfterACancelUnlessItIsAskedFor() {
    assertThat(TargetSettings.read(with("target.topology=disagg")).split())
        .contains(new Split(1, PrefillCancel.COMPLETE));
  }

  @ParameterizedTest
  @CsvSource({
    "target.prefillWorkers=2, is only for target.topology=disagg",
    "target.prefillCancel=abort, is only for target.topology=disagg",
    "target.embedded.transferMillis=7, is only for target.kind=embedded",
    "target.embedded.transferTimeoutMillis=7, is only for target.kind=embedded",
    "target.topology=both, 'must be one of agg, disagg'"
  })
  void whatMeansNothingInOnePieceIsRefused(String word, String why) {
    assertThat(mistakes(word)).contains(why);
  }

  @ParameterizedTest
  @CsvSource({
    "target.prefillWorkers=0, must be a whole number from 1 to 64",
    "target.prefillWorkers=65, must be a whole number from 1 to 64",
    "target.prefillCancel=never, 'must be one of abort, complete'",
    "target.embedded.transferMillis=-1, must be a whole number from 0 to 600000",
    "target.embedded.transferMillis=3000, 'transferTimeoutMillis = 3000: must be above'",
    "target.embedded.transferTimeoutMillis=5, must be above target.embedded.transferMillis",
    "target.embedded.transferTimeoutMillis=0, must be a whole number from 1 to 600000"
  })
  void impossibleValueIsRefused(String word, String why) {
    assertThat(mistakes("target.topology=disagg", word)).contains(why);
  }

  @Test
  void realDynamoCompletesAPrefill() {
    assertThat(mistakes("target.kind=local", "target.topology=disagg")).isEmpty();
    String[] abort = {
      "target.kind=local", "target.topology=disagg", "target.prefillCancel=abort", ""
    };
    abort[3] = "target.local.version=1.6.1";
    assertThat(mistakes(abort))
        .contains("target.prefillCancel = abort: Dynamo 1.6.1 completes a prefill");
    abort[3] = "target.local.version=9.9.9";
    assertThat(mistakes(abort)).isEmpty();
  }

  @Test
  void workerByItsCommandLineMustBeToldItsPart() {
    String[] words = {
      "target.kind=local", "target.topology=disagg", "target.local.engine=command", ""
    };
    words[3] = "target.local.command=python -m dynamo.vllm";
    assertThat(mistakes(words))
        .contains("disagg with target.local.engine=command needs {mode} in target.local.command");
    words[3] = "target.local.command=python -m dynamo.vllm --disaggregation-mode {mode}";
    assertThat(mistakes(words)).isEmpty();
  }

  @Test
  void serverOfSomeoneElseIsNotOursToSplit() {
    assertThat(
            mistakes("target.kind=url", "target.url=http://127.0.0.1:1", "target.topology=disagg"))
        .contains("target.topology = disagg: target.kind=url is not ours to tell");
    assertThat(
            mistakes("target.kind=url", "target.url=http://127.0.0.1:1", "target.prefillWorkers=3"))
        .contains("target.prefillWorkers = 3: is only for target.topology=disagg");
  }
}
