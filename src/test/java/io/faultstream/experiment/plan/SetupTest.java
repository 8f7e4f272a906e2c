package io.faultstream.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.faultstream.history.Json;
import io.faultstream.judge.claims.Catalogue;
import io.faultstream.spec.BadSpecException;
import io.faultstream.spec.Control;
import io.faultstream.spec.LoadSpec.Repeats;
import io.faultstream.spec.Phase;
import io.faultstream.spec.PhaseSpec.Clients;
import io.faultstream.spec.settings.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SetupTest {
  private static Settings with(String... pairs) {
    Properties properties = new Properties();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.setProperty("faultstream." + pairs[i], pairs[i + 1]);
    }
    return Settings.of(ConfigFactory.empty(), properties);
  }

  @Test
  void everyLimitOfEveryClaimIsASettingWithTheSameDefault() {
    Map<String, String> expected = new TreeMap<>();
    Catalogue.defaults()
        .forEach((id, limits) -> limits.forEach((n, v) -> expected.put(id + "." + n, "" + v)));
    Map<String, String> actual = new TreeMap<>();
    with()
        .effective()
        .forEach(
            (key, value) -> {
              if (key.startsWith("claim.")) {
                actual.put(key.substring(6), "" + Double.parseDouble(value));
              }
            });
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void seedIsTakenOrMade() {
    assertThat(Setup.of(with("seed", "42")).seed()).isEqualTo(42);
    assertThat(Setup.of(with()).seed()).isPositive();
  }

  @Test
  void limitsOfClaimsAreRead() {
    assertThat(Setup.of(with("claim.recovers-within.seconds", "3")).limits())
        .containsEntry("recovers-within", Map.of("seconds", 3.0));
    assertThatThrownBy(() -> Setup.of(with("claim.success-standard.min", "99")))
        .isInstanceOf(BadSpecException.class)
        .hasMessageContaining("claim.success-standard.min = 99: must be a number from 0 to 1");
  }

  @Test
  void clientsTakeThePlaceOfRates() {
    Setup setup = Setup.of(with("load.clients", "7", "load.retryDelay", "2s"));
    assertThat(setup.steady(Phase.STANDARD).clients()).contains(new Clients(7, 7));
    assertThat(setup.rising(Phase.OVERFLOW).clients()).contains(new Clients(7, 11));
    assertThat(setup.load().repeats()).contains(new Repeats(0, Duration.ofSeconds(2), 0));
    Setup rates = Setup.of(with());
    assertThat(rates.steady(Phase.STANDARD).offsetsMillis()).hasSize(700);
    assertThat(rates.rising(Phase.OVERFLOW).toRate()).isEqualTo(60);
    assertThat(rates.load().repeats()).isEmpty();
  }

  @Test
  void settingsOfTheOtherModelAreRefused() {
    assertThatThrownBy(() -> Setup.of(with("load.clients", "7", "load.peak", "9")))
        .hasMessageContaining("load.peak = 9: means nothing with load.clients");
    assertThatThrownBy(() -> Setup.of(with("load.requestsPerClient", "7")))
        .hasMessageContaining("load.requestsPerClient = 7: is for the clients of a closed model");
    assertThatThrownBy(() -> Setup.of(with("load.clients", "50", "load.peakClients", "10")))
        .hasMessageContaining("load.peakClients = 10: is less than load.clients");
    assertThatThrownBy(() -> Setup.of(with("load.clients", "-1")))
        .hasMessageContaining("1 mistake")
        .hasMessageContaining("load.clients = -1: must be a whole number from 0 to 10000");
    assertThatThrownBy(() -> Setup.of(with("load.retryDelay", "2s")))
        .hasMessageContaining("load.retryDelay = 2s: means nothing without load.retries");
  }

  @Test
  void phaseOfHalfASecondIsRefused() {
    assertThatThrownBy(() -> Setup.of(with("phase.standard.length", "2500ms")))
        .hasMessageContaining("whole seconds");
  }

  @Test
  void faultOnAForeignServerIsRefusedByName() {
    assertThatThrownBy(
            () ->
                Setup.of(
                    with(
                        "target.kind",
                        "url",
                        "target.url",
                        "http://127.0.0.1:1",
                        "fault.kind",
                        "stall")))
        .hasMessageContaining("fault.kind = stall")
        .hasMessageContaining("target.kind=url");
  }

  @Test
  void tokenIsInNoTextAndNoFileOfTheSetup() throws Exception {
    Settings settings =
        with(
            "target.kind",
            "url",
            "target.url",
            "http://127.0.0.1:1",
            "target.headers",
            "X-Org: sesame-4711; X-Team: $TEAM");
    Setup setup =
        Setup.of(settings, Map.of("FAULTSTREAM_TOKEN", "sk-123456789", "TEAM", "team-4711"));
    assertThat(setup.access()).hasToString("the token of FAULTSTREAM_TOKEN, headers X-Org, X-Team");
    assertThat(setup.settings())
        .containsEntry("target.headers", "X-Org: (hidden); X-Team: $TEAM")
        .containsEntry("target.tokenVariable", "FAULTSTREAM_TOKEN");
    assertThat(setup.toString() + Json.line(setup.target()) + Json.line(setup.settings()))
        .doesNotContain("4711", "sk-1234");
  }

  @Test
  void expectationWithoutAFaultIsRefused() {
    assertThatThrownBy(() -> Setup.of(with("fault.kind", "none", "expect", "drain")))
        .hasMessageContaining("expect = drain");
  }

  @ParameterizedTest
  @EnumSource
  void controlIsOfTheFault(Control control) {
    Setup setup = Setup.of(with("fault.control", control.label()));

    assertThat(setup.faults().get(0).control()).isEqualTo(control);
  }

  @Test
  void controlWithoutAFaultIsRefused() {
    String why = "fault.control = decoy: is of a fault, and this run has none";
    assertThatThrownBy(() -> Setup.of(with("fault.kind", "none", "fault.control", "decoy")))
        .hasMessageContaining(why);
    assertThatThrownBy(
            () ->
                Setup.of(
                    with(
                        "target.kind",
                        "url",
                        "target.url",
                        "http://127.0.0.1:1",
                        "fault.control",
                        "decoy")))
        .hasMessageContaining(why);
    assertThatThrownBy(() -> Setup.of(with("fault.control", "placebo")))
        .hasMessageContaining("must be one of none, decoy, sham");
  }

  @Test
  void victimThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> Setup.of(with("fault.victim", "worker-2")))
        .hasMessageContaining("fault.victim = worker-2: there is no such worker");
    assertThat(Setup.of(with("fault.victim", "worker-2", "target.workers", "3")).faults())
        .hasSize(1);
    assertThatThrownBy(() -> Setup.of(with("fault.victim", "prefill-0")))
        .hasMessageContaining("prefill-0: there is no such worker: there are worker-0, worker-1");
    assertThatThrownBy(() -> Setup.of(with("fault.victim", "prefill")))
        .hasMessageContaining("is only for target.topology=disagg");
  }

  @ParameterizedTest
  @ValueSource(strings = {"prefill-0", "prefill-1", "prefill", "worker-1", "receiving"})
  void victimOfASplitTargetMayBeOfEitherKind(String victim) {
    assertThat(
            Setup.of(
                    with(
                        "fault.victim",
                        victim,
                        "target.topology",
                        "disagg",
                        "target.prefillWorkers",
                        "2"))
                .faults())
        .hasSize(1);
  }
}
