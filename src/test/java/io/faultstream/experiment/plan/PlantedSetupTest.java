package io.faultstream.experiment.plan;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.faultstream.experiment.SeededDefect;
import io.faultstream.experiment.plan.Setup.Disturbance;
import io.faultstream.spec.BadSpecException;
import io.faultstream.spec.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Planted defects in runs that bring them out, and in those that cannot. */
final class PlantedSetupTest {
  private static void set(Disturbance disturbance, String... settings) {
    Properties properties = new Properties();
    for (String setting : settings) {
      String[] pair = setting.split("=", 2);
      properties.setProperty("faultstream." + pair[0], pair[1]);
    }
    Setup.of(Settings.of(ConfigFactory.empty(), properties), Map.of(), disturbance);
  }

  @ParameterizedTest
  @EnumSource
  void eachIsTakenByTheSimulationThatCatchesIt(SeededDefect defect) {
    boolean migrates = defect.simulation().equals("migration");
    Disturbance disturbance = migrates ? Disturbance.FAULTS : Disturbance.CANCELLATIONS;
    String setting = "target.embedded.defect=" + defect.setting();

    assertThatCode(() -> set(disturbance, setting)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FAULTS | kind=kill | embedded.defect=ignore-cancel | clients go away",
        "FAULTS | kind=kill | local.defect=ignore-cancel | clients go away",
        "STORE_FAULTS | kind=auto | embedded.defect=no-cancel-propagation | clients go",
        "FAULTS | kind=none | embedded.defect=health-lies | a worker goes",
        "CANCELLATIONS | kind=auto | embedded.defect=lose-at-migration | a worker loses",
        "CANCELLATIONS | kind=auto | local.defect=skip-after-migration | a worker loses",
        "FAULTS | kind=terminate | embedded.defect=idle-after-restart | a worker loses",
        "FAULTS | kind=stall | embedded.defect=counter-stuck | a worker loses",
        "STORE_FAULTS | kind=etcd-compaction-restart | embedded.defect=no-end-mark | a worker",
        "STORE_FAULTS | kind=etcd-nospace | embedded.defect=no-end-mark | a worker loses",
      })
  void oneThatCannotShowIsRefused(
      Disturbance disturbance, String fault, String defect, String says) {
    String kind = defect.substring(0, defect.indexOf('.'));

    assertThatThrownBy(
            () ->
                set(
                    disturbance,
                    "fault." + fault,
                    "fault.worker=" + (disturbance == Disturbance.STORE_FAULTS ? "none" : "auto"),
                    "target.kind=" + kind,
                    "target." + defect))
        .isInstanceOf(BadSpecException.class)
        .hasMessageContaining("target." + defect.replace("=", " = ") + ": shows only where " + says)
        .hasMessageContaining("1 mistake");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fault.kind=terminate,target.onTerminate=migrate",
        "fault.kind=stall,target.backendTimeout=2s",
        "fault.kind=kill,target.migrationLimit=0",
      })
  void streamsAreLostInOtherWaysToo(String settings) {
    List<String> all = new ArrayList<>(List.of(settings.split(",", -1)));
    all.add("target.embedded.defect=error-in-stream");

    assertThatCode(() -> set(Disturbance.FAULTS, all.toArray(String[]::new)))
        .doesNotThrowAnyException();
  }

  @Test
  void workerThatIsRestartedBesideTheStoreIsLostToo() {
    assertThatCode(
            () ->
                set(
                    Disturbance.STORE_FAULTS,
                    "fault.worker=terminate",
                    "target.embedded.defect=health-lies"))
        .doesNotThrowAnyException();
  }

  @Test
  void defectsOfEveryRequestShowEverywhere() {
    assertThatCode(() -> set(Disturbance.CANCELLATIONS, "target.embedded.defect=slow"))
        .doesNotThrowAnyException();
  }
}
