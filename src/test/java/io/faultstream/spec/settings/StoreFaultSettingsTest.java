package io.faultstream.spec.settings;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.typesafe.config.ConfigFactory;
import io.faultstream.spec.BadSpecException;
import io.faultstream.spec.Expectation;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.FaultSpec.Victim.Rule;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.TargetSpec.StoreSpec;
import java.time.Duration;
import java.util.ArrayList;
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
  void workerFollowsWhereTenSecondsAreLeft() {
    assertThat(kinds(with("fault.at", "5s", "fault.hold", "5s"), 20))
        .containsExactly(FaultKind.ETCD_LEADER_REPLACE, FaultKind.TERMINATE);
    assertThat(kinds(with("fault.at", "5s", "fault.hold", "5s"), 19))
        .containsExactly(FaultKind.ETCD_LEADER_REPLACE);
  }

  @Test
  void workerIsAwayForTwoSecondsAtMost() {
    assertThat(faults(with("fault.at", "5s", "fault.hold", "5s"), 20).get(1).hold()).hasSeconds(2);
    assertThat(faults(with("fault.at", "5s", "fault.hold", "1s"), 20).get(1).hold()).hasSeconds(1);
  }

  @Test
  void eachMemberNeedsItsOwnTime() {
    String[] each = {"fault.kind", "etcd-each-member", "fault.at", "1s", "fault.hold", "3s"};

    assertThat(kinds(with(each), 20)).hasSize(4).endsWith(FaultKind.TERMINATE);
    assertThat(kinds(with(each), 19)).hasSize(3).doesNotContain(FaultKind.TERMINATE);
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
        .extracting(FaultSpec::strength)
        .containsExactly(Optional.of(new FaultSpec.Strength(ofMillis(300), 0)));
    assertThat(faults(with("fault.kind", "etcd-slow-disk"), 8).get(0).strength())
        .hasValue(new FaultSpec.Strength(ofMillis(200), 0));
    assertThat(faults(with(), 8).get(0).strength()).isEmpty();
    assertThatThrownBy(
            () -> faults(with("fault.kind", "etcd-slow-disk", "fault.etcd.diskDelay", "6s"), 8))
        .hasMessageContaining("must be a time with a unit from 1ms to 400ms");
    assertThatThrownBy(
            () -> faults(with("fault.kind", "etcd-slow-links", "fault.etcd.delay", "999999h"), 8))
        .hasMessageContaining("must be a time with a unit from 10ms to 400ms");
    assertThatThrownBy(
            () ->
                faults(
                    with(
                        "fault.kind", "etcd-slow-disk",
                        "fault.etcd.diskDelay", "400ms",
                        "fault.hold", "1s"),
                    8))
        .hasMessageContaining("fault.etcd.diskDelay=400ms: 1800ms at least");
    assertThatThrownBy(
            () ->
                faults(
                    with(
                        "fault.kind", "etcd-slow-links",
                        "fault.etcd.delay", "400ms",
                        "fault.hold", "3s"),
                    8))
        .hasMessageContaining("fault.etcd.delay=400ms: 3400ms at least");
    assertThatThrownBy(
            () -> faults(with("fault.kind", "etcd-each-member", "fault.hold", "nonsense"), 8))
        .hasMessageContaining("1 mistake ");
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

  private static Expectation expected(String kind, String hold, String... more) {
    List<String> pairs = new ArrayList<>(List.of("fault.kind", kind, "fault.hold", hold));
    pairs.addAll(List.of("target.etcd.lease", "10s"));
    pairs.addAll(List.of(more));
    Settings settings = with(pairs.toArray(String[]::new));
    TargetSpec target = TargetSettings.read(settings, true);
    List<FaultSpec> faults = StoreFaultSettings.read(settings, target, Duration.ofSeconds(60));
    Expectation found = FaultSettings.expectation(settings, faults.stream().findFirst(), target);
    settings.check();
    return found;
  }

  @Test
  void lossIsComparedWithTheLease() {
    assertThat(expected("etcd-quorum-loss", "3s")).isEqualTo(Expectation.UNTOUCHED);
    assertThat(expected("etcd-quorum-loss", "20s")).isEqualTo(Expectation.END);
    assertThat(expected("etcd-total-loss", "forever")).isEqualTo(Expectation.END);
    assertThat(expected("etcd-leader-kill", "20s")).isEqualTo(Expectation.UNTOUCHED);
    assertThat(expected("etcd-total-loss", "20s", "target.etcd.policy", "serve"))
        .isEqualTo(Expectation.UNTOUCHED);
    assertThat(expected("etcd-total-loss", "20s", "expect", "end")).isEqualTo(Expectation.END);
  }

  @Test
  void lossThatNobodyCanDecideIsRefused() {
    assertThatThrownBy(() -> expected("etcd-quorum-loss", "7s"))
        .isInstanceOf(BadSpecException.class)
        .hasMessageContaining("fault.hold = 7s: with target.etcd.lease=10s some leases may outlive")
        .hasMessageContaining("at most 3s (nobody notices) or at least 20s (all end)");
    assertThatThrownBy(() -> expected("etcd-quorum-loss", "3s", "target.etcd.lease", "3s"))
        .hasMessageContaining("goes: at least 13s (all end) can be decided");
    assertThat(expected("etcd-quorum-loss", "7s", "target.etcd.policy", "serve"))
        .isEqualTo(Expectation.UNTOUCHED);
  }

  @Test
  void expectationThatThePolicyContradictsIsRefused() {
    assertThatThrownBy(() -> expected("etcd-total-loss", "20s", "expect", "untouched"))
        .hasMessageContaining("target.etcd.policy says what is judged");
    assertThatThrownBy(() -> expected("etcd-total-loss", "3s", "expect", "end"))
        .hasMessageContaining("a fault of the store shall touch no stream");
  }

  @Test
  void nobodyIsRestartedWhoHasEnded() {
    String[] loss = {"fault.kind", "etcd-total-loss", "fault.hold", "forever"};
    assertThat(kinds(with(loss), 60)).containsExactly(FaultKind.ETCD_TOTAL_LOSS);
    assertThat(faults(with(loss), 60).get(0).forGood()).isTrue();
    assertThatThrownBy(() -> expected("etcd-total-loss", "20s", "fault.worker", "terminate"))
        .hasMessageContaining("needs a store that comes back while all still serve");
    assertThatThrownBy(() -> expected("etcd-leader-kill", "forever"))
        .hasMessageContaining("forever is for a store that is lost");
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
