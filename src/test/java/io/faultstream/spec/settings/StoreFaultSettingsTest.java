package io.faultstream.spec.settings;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.typesafe.config.ConfigFactory;
import io.faultstream.spec.BadSpecException;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.FaultSpec.Victim.Rule;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.TargetSpec.StoreSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** A worker is restarted after the store's faults where there is room for it. */
final class StoreFaultSettingsTest {
  private static Settings with(String... pairs) {
    Properties properties = new Properties();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.setProperty("faultstream." + pairs[i], pairs[i + 1]);
    }
    return Settings.of(ConfigFactory.empty(), properties);
  }

  private static List<FaultSpec> faults(Settings settings, int seconds) {
    TargetSpec target = TargetSettings.read(settings, true);
    List<FaultSpec> faults = StoreFaultSettings.read(settings, target, Duration.ofSeconds(seconds));
    settings.check();
    return faults;
  }

  private static List<FaultKind> kinds(Settings settings, int seconds) {
    return faults(settings, seconds).stream().map(FaultSpec::kind).toList();
  }

  @Test
  void workerFollowsWhereFifteenSecondsAreLeft() {
    assertThat(kinds(with("fault.at", "5s", "fault.hold", "5s"), 25))
        .containsExactly(FaultKind.ETCD_LEADER_REPLACE, FaultKind.TERMINATE);
    assertThat(kinds(with("fault.at", "5s", "fault.hold", "5s"), 24))
        .containsExactly(FaultKind.ETCD_LEADER_REPLACE);
  }

  @Test
  void eachMemberNeedsItsOwnTime() {
    String[] each = {"fault.kind", "etcd-each-member", "fault.at", "1s", "fault.hold", "3s"};

    assertThat(kinds(with(each), 25)).hasSize(4).endsWith(FaultKind.TERMINATE);
    assertThat(kinds(with(each), 24)).hasSize(3).doesNotContain(FaultKind.TERMINATE);
  }

  @Test
  void rollingRestartIsOneOfEachMember() {
    String[] all = {"fault.kind", "etcd-restart-all", "fault.at", "1s", "fault.hold", "1s"};

    assertThat(faults(with(all), 8))
        .extracting(FaultSpec::kind, fault -> fault.victim().name().orElse(""))
        .containsExactly(
            tuple(FaultKind.ETCD_MEMBER_RESTART, "etcd-0"),
            tuple(FaultKind.ETCD_MEMBER_RESTART, "etcd-1"),
            tuple(FaultKind.ETCD_MEMBER_RESTART, "etcd-2"));
    assertThatThrownBy(() -> faults(with("fault.kind", "etcd-member-restart"), 8))
        .hasMessageContaining("this simulation breaks the store: etcd-leader-kill");
  }

  @Test
  void quotaIsOfTheStoreThatIsFilledAndOfNoOther() {
    Settings full = with("fault.kind", "etcd-nospace", "fault.etcd.quota", "8");
    assertThat(TargetSettings.read(full, true).store())
        .map(StoreSpec::quotaBytes)
        .hasValue(8L << 20);
    assertThat(TargetSettings.read(with(), true).store()).map(StoreSpec::quotaBytes).hasValue(0L);
    assertThatThrownBy(() -> faults(with("fault.etcd.quota", "8"), 8))
        .hasMessageContaining("is only for fault.kind=etcd-nospace");
    assertThatThrownBy(() -> faults(with("fault.kind", "etcd-nospace", "fault.etcd.quota", "3"), 8))
        .hasMessageContaining("fault.etcd.quota = 3");
  }

  @Test
  void delayIsOfTheSlowDisk() {
    Settings slow = with("fault.kind", "etcd-slow-disk", "fault.etcd.diskDelay", "300ms");
    assertThat(faults(slow, 8))
        .extracting(FaultSpec::delay)
        .containsExactly(Optional.of(ofMillis(300)));
    assertThat(faults(with("fault.kind", "etcd-slow-disk"), 8).get(0).delay())
        .hasValue(ofMillis(200));
    assertThat(faults(with(), 8).get(0).delay()).isEmpty();
    assertThatThrownBy(() -> faults(with("fault.etcd.diskDelay", "300ms"), 8))
        .hasMessageContaining("is only for fault.kind=etcd-slow-disk");
  }

  @Test
  void storeOfOneMemberCanBeFullOrSlowButNotRestartedInTurn() {
    for (String kind : List.of("etcd-nospace", "etcd-slow-disk")) {
      assertThat(faults(with("fault.kind", kind, "target.etcd.members", "1"), 8)).hasSize(1);
    }
    for (String kind : List.of("etcd-restart-all", "etcd-compaction")) {
      assertThatThrownBy(() -> faults(with("fault.kind", kind, "target.etcd.members", "1"), 8))
          .hasMessageContaining(kind + " needs target.etcd.members = 3 or more");
    }
  }

  @Test
  void workerIsTheOneThatReceivesAndComesWhenAllOthersAreOver() {
    List<FaultSpec> faults = faults(with("fault.worker", "terminate"), 20);

    assertThat(faults).extracting(FaultSpec::id).endsWith("terminate-1");
    assertThat(faults.get(1).victim().rule()).isEqualTo(Rule.RECEIVING);
    assertThat(faults.get(1).trigger()).isEqualTo(faults.get(0).trigger());
  }

  @Test
  void workerIsLeftAloneWhereThatIsAskedForOrItsStreamsWouldMove() {
    assertThat(kinds(with("fault.worker", "none"), 60)).hasSize(1);
    assertThat(kinds(with("target.onTerminate", "migrate"), 60)).hasSize(1);
    assertThat(kinds(with("fault.kind", "none"), 60)).isEmpty();
  }

  @Test
  void workerWithoutAFaultOfTheStoreIsRefused() {
    assertThatThrownBy(() -> faults(with("fault.worker", "terminate", "fault.kind", "none"), 60))
        .isInstanceOf(BadSpecException.class)
        .hasMessageContaining("comes after a fault of the store, and there is none");
    assertThatThrownBy(
            () -> faults(with("fault.worker", "terminate", "target.onTerminate", "migrate"), 60))
        .isInstanceOf(BadSpecException.class)
        .hasMessageContaining("fault.worker = terminate: terminate needs target.onTerminate=drain");
  }

  @Test
  void otherSimulationsHaveNoFaultBeforeIt() {
    Settings settings = with("fault.worker", "terminate");
    TargetSpec target = TargetSettings.read(settings);
    var unused = FaultSettings.read(settings, target.kind(), Duration.ofSeconds(20));

    assertThatThrownBy(settings::check)
        .isInstanceOf(BadSpecException.class)
        .hasMessageContaining("comes after a fault of the store: EtcdHaSim");
  }
}
