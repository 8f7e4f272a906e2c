package io.faultstream.spec.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.faultstream.spec.BadSpecException;
import io.faultstream.spec.Expectation;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LocalSpec;
import io.faultstream.spec.TargetKind;
import io.faultstream.spec.TargetSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
  private static final Duration OVERFLOW = Duration.ofSeconds(20);

  private static Settings with(String... pairs) {
    Properties properties = new Properties();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.setProperty("faultstream." + pairs[i], pairs[i + 1]);
    }
    return Settings.of(ConfigFactory.empty(), properties);
  }

  private static String mistakes(Settings settings) {
    try {
      settings.check();
      return "";
    } catch (BadSpecException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void defaultsHaveNoMistake() {
    Settings settings = with();
    TargetSpec target = TargetSettings.read(settings);
    LoadSpec load = LoadSettings.read(settings, target);
    Optional<FaultSpec> fault = FaultSettings.read(settings, target.kind(), OVERFLOW);
    settings.check();
    assertThat(target.kind()).isEqualTo(TargetKind.EMBEDDED);
    assertThat(load.text()).isEqualTo(LoadSpec.TextCheck.COUNTING);
    assertThat(fault.orElseThrow().kind()).isEqualTo(FaultKind.KILL);
    assertThat(fault.orElseThrow().trigger().after()).isEqualTo(Duration.ofSeconds(5));
    assertThat(FaultSettings.expectation(settings, fault, target)).isEqualTo(Expectation.MIGRATE);
  }

  @Test
  void allMistakesComeAtOnce() {
    Settings settings = with("load.rat", "3", "target.workers", "none", "slo.ttft", "5");
    LoadSettings.read(settings, TargetSettings.read(settings));
    assertThat(mistakes(settings))
        .contains("3 mistakes", "load.rat ", "nearest known key is load.rate")
        .contains("target.workers = none: must be a whole number from 1 to 64")
        .contains("slo.ttft = 5: must be a time with a unit");
  }

  @Test
  void unknownKeyInTheFileIsNamedWithItsOrigin() {
    Settings settings =
        Settings.of(ConfigFactory.parseString("faultstream.lod.rate = 3"), new Properties());
    assertThat(mistakes(settings)).contains("lod.rate = 3 (faultstream.conf)", "load.rate");
  }

  @Test
  void propertyWinsOverTheFile() {
    Properties properties = new Properties();
    properties.setProperty("faultstream.load.rate", "7");
    Settings settings =
        Settings.of(
            ConfigFactory.parseString("faultstream { load.rate = 3, seed = 4 }"), properties);
    assertThat(settings.number("load.rate", 0, 10)).isEqualTo(7);
    assertThat(settings.whole("seed", 0, 10)).isEqualTo(4);
  }

  @Test
  void localDynamoIsReadWithItsDefaults() {
    Settings settings = with("target.kind", "local", "target.local.home", "/opt/dynamo");
    TargetSpec target = TargetSettings.read(settings);
    LocalSpec local = target.local().orElseThrow();
    settings.check();
    assertThat(local.engine()).isEqualTo(LocalSpec.Engine.COUNTING);
    assertThat(local.python()).isEqualTo("/opt/dynamo/venv/bin/python");
    assertThat(local.stores().needsNats()).isFalse();
    assertThat(LoadSettings.read(settings, target).text()).isEqualTo(LoadSpec.TextCheck.COUNTING);
  }

  @Test
  void textOfAnotherEngineIsNotCounted() {
    Settings settings = with("target.kind", "local", "target.local.engine", "mocker");
    assertThat(LoadSettings.read(settings, TargetSettings.read(settings)).text())
        .isEqualTo(LoadSpec.TextCheck.ANY);
    settings.check();
  }

  @Test
  void whatARealDynamoCannotDoIsRefused() {
    Settings settings =
        with(
            "target.kind", "local",
            "target.backendTimeout", "1500ms",
            "target.onTerminate", "migrate",
            "target.local.engine", "command",
            "target.local.defect", "skip-after-migration",
            "target.discovery", "etcd",
            "target.etcd.lease", "2500ms",
            "target.local.version", "",
            "target.local.router", "");
    TargetSettings.read(settings);
    assertThat(mistakes(settings))
        .contains("target.local.version", "target.local.router", "must not be empty")
        .contains("7 mistakes", "target.backendTimeout = 1500ms: must be whole seconds")
        .contains("target.local.command", "must be given with target.local.engine=command")
        .contains("target.local.defect", "is only for target.local.engine=counting")
        .contains("target.onTerminate", "target.local.engine=counting")
        .contains("target.etcd.lease");
  }

  @Test
  void loadThatTheCountingEngineCannotAnswerIsRefused() {
    Settings settings =
        with(
            "target.kind", "local",
            "load.outputTokens", "12000",
            "load.inputTokens", "70000");
    LoadSettings.read(settings, TargetSettings.read(settings));
    assertThat(mistakes(settings))
        .contains("2 mistakes", "load.outputTokens = 12000: the counting engine counts to 10000")
        .contains("load.inputTokens = 70000");
  }

  @Test
  void countingTextOfARandomEngineIsRefused() {
    Settings settings =
        with("target.kind", "local", "target.local.engine", "mocker", "load.text", "counting");
    LoadSettings.read(settings, TargetSettings.read(settings));
    assertThat(mistakes(settings)).contains("load.text = counting: counting needs");
  }

  @Test
  void alarmThatWouldNotBePlantedIsRefused() {
    Settings embedded = with("target.local.defect", "skip-after-migration");
    TargetSettings.read(embedded);
    assertThat(mistakes(embedded)).contains("target.local.defect", "only for target.kind=local");
    Settings url =
        with(
            "target.kind", "url",
            "target.url", "http://127.0.0.1:1",
            "target.onTerminate", "migrate");
    TargetSettings.read(url);
    assertThat(mistakes(url)).contains("target.onTerminate", "not ours to tell");
  }

  @Test
  void terminatedWorkersStreamsAreExpectedToDoWhatTheTargetDoes() {
    for (String[] one : new String[][] {{"drain", "DRAIN"}, {"migrate", "MIGRATE"}}) {
      Settings settings = with("fault.kind", "terminate", "target.onTerminate", one[0]);
      TargetSpec target = TargetSettings.read(settings);
      Optional<FaultSpec> fault = FaultSettings.read(settings, target.kind(), OVERFLOW);
      assertThat(FaultSettings.expectation(settings, fault, target))
          .isEqualTo(Expectation.valueOf(one[1]));
    }
  }

  @Test
  void streamsThatRunAreExpectedNotToNoticeAPrefillWorker() {
    for (String victim : List.of("prefill", "prefill-0")) {
      for (String kind : List.of("kill", "terminate", "stall")) {
        Settings settings =
            with(
                "fault.kind", kind,
                "fault.victim", victim,
                "target.topology", "disagg");
        TargetSpec target = TargetSettings.read(settings);
        Optional<FaultSpec> fault = FaultSettings.read(settings, target.kind(), OVERFLOW);
        assertThat(FaultSettings.expectation(settings, fault, target))
            .isEqualTo(Expectation.UNTOUCHED);
      }
    }
  }

  @Test
  void urlHasNoFaultUnlessOneIsNamed() {
    Settings settings = with("target.kind", "url", "target.url", "http://127.0.0.1:8000/v1");
    assertThat(FaultSettings.read(settings, TargetKind.URL, OVERFLOW)).isEmpty();
    assertThat(LoadSettings.read(settings, TargetSettings.read(settings)).text())
        .isEqualTo(LoadSpec.TextCheck.ANY);
    settings.check();
  }

  @ParameterizedTest
  @CsvSource({"ftp://h", "http:///v1", "http://h:99999", "localhost:8000", "http://a b"})
  void whatIsNoAddressIsAMistake(String url) {
    Settings settings = with("target.kind", "url", "target.url", url);
    TargetSettings.read(settings);
    assertThat(mistakes(settings)).contains("target.url = " + url + ": must be an http or https");
  }

  @Test
  void urlNeedsItsAddress() {
    Settings settings = with("target.kind", "url");
    TargetSettings.read(settings);
    assertThat(mistakes(settings)).contains("target.url");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "25%; 5000; -1",
        "0s; 0; -1",
        "7s, in-flight>=20; 7000; 20",
        "50%,in-flight>=1; 10000; 1"
      })
  void momentOfAFault(String at, long millis, int streams) {
    Settings settings = with("fault.at", at);
    FaultSpec fault = FaultSettings.read(settings, TargetKind.EMBEDDED, OVERFLOW).orElseThrow();
    settings.check();
    assertThat(fault.trigger().after()).isEqualTo(Duration.ofMillis(millis));
    assertThat(fault.trigger().whenInFlight())
        .isEqualTo(streams < 0 ? OptionalInt.empty() : OptionalInt.of(streams));
  }

  @ParameterizedTest
  @CsvSource({"100%", "20s", "5", "half", "-3s", "'5s, in-flight>20'"})
  void momentOutsideThePhaseOrUnreadableIsAMistake(String at) {
    Settings settings = with("fault.at", at);
    FaultSettings.read(settings, TargetKind.EMBEDDED, OVERFLOW);
    assertThat(mistakes(settings)).contains("fault.at = " + at);
  }

  @ParameterizedTest
  @CsvSource({
    "kill, none, MIGRATE",
    "terminate, none, DRAIN",
    "stall, none, WAIT",
    "stall, 3s, MIGRATE"
  })
  void expectationFollowsTheFault(String kind, String timeout, Expectation expected) {
    Settings settings = with("fault.kind", kind, "target.backendTimeout", timeout);
    TargetSpec target = TargetSettings.read(settings);
    Optional<FaultSpec> fault = FaultSettings.read(settings, target.kind(), OVERFLOW);
    assertThat(FaultSettings.expectation(settings, fault, target)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"500ms, 500", "20s, 20000", "2m, 120000", "1.5s, 1500", "1h, 3600000"})
  void timesAreReadWithTheirUnit(String text, long millis) {
    assertThat(Times.parse(text)).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"20", "s", "-1s", "20 sec", "1e3s", "''"})
  void whatHasNoUnitIsNoTime(String text) {
    assertThat(Times.parse(text)).isEmpty();
  }

  @Test
  void nearestKeyIsByEditDistance() {
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Nearest.to("fault.kid", java.util.List.of("fault.hold", "fault.kind")))
        .isEqualTo("fault.kind");
  }

  @Test
  void misspeltWordIsSaidWithTheNearestWhereOneIsNear() {
    Settings settings = with("load.arrivals", "poison", "load.dialect", "esperanto");
    LoadSettings.read(settings, TargetSettings.read(settings));
    assertThat(mistakes(settings))
        .contains("load.arrivals = poison: must be one of regular, poisson; did you mean poisson?")
        .contains("load.dialect = esperanto: must be one of dynamo, openai")
        .doesNotContain("mean dynamo", "mean openai");
    Settings kinds = with("load.kinds", "chat, chat-steam");
    LoadSettings.read(kinds, TargetSettings.read(kinds));
    assertThat(mistakes(kinds)).contains("did you mean chat-stream?");
    assertThat(Nearest.hint("abc", List.of("abx"))).isEqualTo("; did you mean abx?");
    assertThat(Nearest.hint("abc", List.of("axx"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "embedded, target.local.stepMillis, 12, is only for target.kind=local",
    "embedded, target.local.engine, mocker, is only for target.kind=local",
    "local, target.embedded.speedup, 2, is only for target.kind=embedded",
    "local, target.embedded.rejoins, true, is only for target.kind=embedded",
    "url, target.embedded.heap, 64, is only for target.kind=embedded",
    "url, target.workers, 3, target.kind=url is not ours to tell",
    "url, target.migrationLimit, 0, target.kind=url is not ours to tell",
    "url, target.backendTimeout, 2s, target.kind=url is not ours to tell"
  })
  void keyOfAnotherTargetIsRefused(String kind, String key, String value, String why) {
    Settings settings =
        kind.equals("url")
            ? with("target.kind", kind, "target.url", "http://127.0.0.1:1", key, value)
            : with("target.kind", kind, key, value);
    TargetSettings.read(settings);
    assertThat(mistakes(settings)).contains("1 mistake ", key + " = " + value + ": " + why);
  }

  @Test
  void keyThatSaysWhereThingsAreMayBeSetForAllRuns() {
    Settings settings = with("target.local.home", "/opt/dynamo", "target.local.nats", "/opt/nats");
    TargetSettings.read(settings);
    assertThat(mistakes(settings)).isEmpty();
  }

  @Test
  void keyOfAnotherEngineOrPromptIsRefused() {
    Settings settings =
        with(
            "target.kind", "local",
            "target.local.engine", "mocker",
            "target.local.stepMillis", "9",
            "target.local.prefillMillis", "9",
            "load.prompt", "long",
            "load.inputTokens", "64");
    LoadSettings.read(settings, TargetSettings.read(settings));
    assertThat(mistakes(settings))
        .contains("3 mistakes ")
        .contains("target.local.stepMillis = 9: is only for target.local.engine=counting")
        .contains("target.local.prefillMillis = 9: is only for target.local.engine=counting")
        .contains("load.inputTokens = 64: is only for load.prompt=digits");
  }

  @Test
  void noKeyIsTheBeginningOfAnother() {
    var keys = with().effective().keySet();
    assertThat(keys)
        .allSatisfy(key -> assertThat(keys).noneMatch(other -> other.startsWith(key + ".")));
  }

  @Test
  void askingForAnUndeclaredKeyIsOurMistake() {
    assertThatThrownBy(() -> with().text("no.such")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keyThatHoldsOthersIsSaidWithThem() {
    assertThat(mistakes(with("phase", "20s")))
        .contains(
            "unknown key phase = 20s (-Dfaultstream.phase); the keys below it are phase.overflow");
  }

  @Test
  void fileThatCannotBeParsedIsAMistakeWithItsLine() {
    assertThatThrownBy(() -> Settings.user("unparsable"))
        .isInstanceOf(BadSpecException.class)
        .hasMessageContaining("unparsable.conf")
        .hasMessageContaining(": 2:");
  }
}
