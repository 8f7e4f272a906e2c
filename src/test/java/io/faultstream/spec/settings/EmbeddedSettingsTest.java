package io.faultstream.spec.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.faultstream.cluster.defect.Defect;
import io.faultstream.cluster.defect.DiscoveryDefect;
import io.faultstream.spec.BadSpecException;
import io.faultstream.spec.TargetSpec.PlantedDefect;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class EmbeddedSettingsTest {
  private static Settings with(String... pairs) {
    Properties properties = new Properties();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.setProperty("faultstream." + pairs[i], pairs[i + 1]);
    }
    return Settings.of(ConfigFactory.empty(), properties);
  }

  private static String mistakes(String... pairs) {
    Settings settings = with(pairs);
    TargetSettings.read(settings);
    try {
      settings.check();
      return "";
    } catch (BadSpecException e) {
      return String.valueOf(e.getMessage());
    }
  }

  static Stream<String> names() {
    return EmbeddedSettings.defects().stream().filter(name -> !name.equals("none"));
  }

  @Test
  void nothingIsPlantedUnlessItIsAskedFor() {
    assertThat(TargetSettings.read(with()).embedded().defect()).isEmpty();
  }

  @Test
  void namesAreThoseThatTheProgramsKnow() {
    assertThat(EmbeddedSettings.defects())
        .containsExactly(Stream.of(Defect.values()).map(Defect::toString).toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("names")
  void defectIsPlantedByItsName(String name) {
    assertThat(mistakes("target.embedded.defect", name)).isEmpty();
    assertThat(TargetSettings.read(with("target.embedded.defect", name)).embedded().defect())
        .contains(new PlantedDefect(name, 0.5, 0));
  }

  @Test
  void slownessHasItsShareAndItsThreshold() {
    Settings settings =
        with(
            "target.embedded.defect", "slow",
            "target.embedded.defectShare", "0.2",
            "target.embedded.defectAbove", "12");
    assertThat(TargetSettings.read(settings).embedded().defect())
        .contains(new PlantedDefect("slow", 0.2, 12));
    settings.check();
  }

  @ParameterizedTest
  @CsvSource({"local", "url"})
  void elsewhereItIsRefusedByNameWithTheList(String kind) {
    assertThat(mistakes("target.kind", kind, "target.embedded.defect", "health-lies"))
        .contains("target.embedded.defect = health-lies: is only for target.kind=embedded")
        .contains("lose-at-migration, repeat-after-migration");
  }

  @Test
  void clientsOfTheStoreKnowTheirDefectsByName() {
    assertThat(EmbeddedSettings.discoveryDefects())
        .containsExactly(
            Stream.of(DiscoveryDefect.values())
                .map(DiscoveryDefect::toString)
                .toArray(String[]::new));
    Settings settings =
        with("target.discovery", "etcd", "target.embedded.discoveryDefect", "drops-lease");
    assertThat(TargetSettings.read(settings).embedded().discoveryDefect()).contains("drops-lease");
    settings.check();
    assertThat(TargetSettings.read(with("target.discovery", "etcd")).embedded().discoveryDefect())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"embedded,file", "embedded,auto", "local,etcd", "url,auto"})
  void withoutAStoreOfOurOwnItsClientsCannotBeWrong(String kind, String discovery) {
    assertThat(
            mistakes(
                "target.kind", kind,
                "target.discovery", discovery,
                "target.embedded.discoveryDefect", "drops-lease"))
        .contains(
            "target.embedded.discoveryDefect = drops-lease: is only for target.kind=embedded with"
                + " target.discovery=etcd");
  }

  @Test
  void unknownNameIsRefusedWithTheList() {
    assertThat(mistakes("target.embedded.defect", "lies"))
        .contains("target.embedded.defect = lies: must be one of none, lose-at-migration");
  }

  @Test
  void limitsOfADefectThatHasNoneAreRefused() {
    assertThat(
            mistakes(
                "target.embedded.defect", "slow-after-fault",
                "target.embedded.defectAbove", "3"))
        .contains("target.embedded.defectAbove = 3: is only for target.embedded.defect=slow");
    assertThat(mistakes("target.embedded.defectShare", "0.3"))
        .contains("target.embedded.defectShare = 0.3: is only for");
    assertThat(mistakes("target.kind", "local", "target.embedded.defectAbove", "3"))
        .contains("target.embedded.defectAbove = 3: is only for target.kind=embedded");
  }

  /** One file may serve several targets: what does nothing on this one is left in it. */
  @Test
  void whatIsOfAnotherTargetIsRefusedWhereThisRunAsksForIt() {
    String heap = "target.embedded.heap";
    Properties local = new Properties();
    local.setProperty("faultstream.target.kind", "local");
    Settings settings =
        Settings.of(ConfigFactory.parseString("faultstream." + heap + " = 128"), local);
    TargetSettings.read(settings);
    settings.check();
    assertThat(mistakes("target.kind", "local", heap, "128"))
        .contains(heap + " = 128: is only for target.kind=embedded");
  }

  @Test
  void slotsAreTheMockersUnlessFewerAreAskedFor() {
    assertThat(TargetSettings.read(with()).embedded().slots()).isEqualTo(256);
    Settings few = with("target.embedded.slots", "8");
    assertThat(TargetSettings.read(few).embedded().slots()).isEqualTo(8);
    few.check();
    assertThat(mistakes("target.embedded.slots", "0")).contains("target.embedded.slots = 0: ");
    assertThat(mistakes("target.kind", "local", "target.embedded.slots", "8"))
        .contains("target.embedded.slots = 8: is only for target.kind=embedded");
  }
}
