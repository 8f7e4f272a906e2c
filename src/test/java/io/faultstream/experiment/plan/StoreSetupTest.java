package io.faultstream.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.faultstream.experiment.plan.Setup.Disturbance;
import io.faultstream.spec.Expectation;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.FaultSpec.Victim.Rule;
import io.faultstream.spec.TargetSpec.Network;
import io.faultstream.spec.TargetSpec.StoreSpec;
import io.faultstream.spec.settings.Settings;
import io.faultstream.spec.settings.StoreFaultSettings;
import io.faultstream.target.network.StoreNetworks;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StoreSetupTest {
  private static Setup of(Disturbance disturbance, String... pairs) {
    Properties properties = new Properties();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.setProperty("faultstream." + pairs[i], pairs[i + 1]);
    }
    return Setup.of(Settings.of(ConfigFactory.empty(), properties), Map.of(), disturbance);
  }

  private static Setup store(String... pairs) {
    return of(Disturbance.STORE_FAULTS, pairs);
  }

  @Test
  void storeHasThreeMembersAndLosesItsLeaderUnlessSomethingElseIsSaid() {
    Setup setup = store();
    assertThat(setup.target().store()).contains(new StoreSpec(3, Duration.ofSeconds(30), ""));
    assertThat(setup.expectation()).isEqualTo(Expectation.UNTOUCHED);
    assertThat(setup.faults())
        .extracting(FaultSpec::kind, fault -> fault.victim().rule())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(FaultKind.ETCD_LEADER_REPLACE, Rule.STORE),
            org.assertj.core.groups.Tuple.tuple(FaultKind.TERMINATE, Rule.RECEIVING));
    assertThat(of(Disturbance.FAULTS).target().store()).isEmpty();
    assertThat(of(Disturbance.FAULTS, "target.discovery", "etcd").target().store()).isPresent();
  }

  static java.util.List<String> kinds() {
    return StoreFaultSettings.words();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyFaultCanBeAskedForByItsName(String kind) {
    assertThat(store("fault.kind", kind).faults()).isNotEmpty();
  }

  @Test
  void eachMemberIsHitInTurn() {
    assertThat(store("fault.kind", "etcd-each-member").faults())
        .extracting(fault -> fault.victim().name().orElse(""))
        .containsExactly("etcd-0", "etcd-1", "etcd-2");
    assertThat(store("fault.kind", "none").faults()).isEmpty();
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(
            () ->
                store(
                    "target.discovery", "file",
                    "fault.victim", "worker-0",
                    "fault.control", "decoy",
                    "expect", "fail"))
        .hasMessageContaining("4 mistakes")
        .hasMessageContaining("this simulation is about etcd")
        .hasMessageContaining("the fault of a store names its members itself")
        .hasMessageContaining("decoy stands for a worker")
        .hasMessageContaining("a fault of the store shall touch no stream");
    assertThatThrownBy(() -> store("fault.kind", "kill"))
        .hasMessageContaining("this simulation breaks the store: etcd-leader-kill");
    assertThatThrownBy(() -> store("target.etcd.members", "1"))
        .hasMessageContaining("needs target.etcd.members = 3 or more");
    assertThat(store("target.etcd.members", "1", "fault.kind", "etcd-total-loss").faults())
        .first()
        .returns(FaultKind.ETCD_TOTAL_LOSS, FaultSpec::kind);
    assertThatThrownBy(() -> store("target.kind", "url", "target.url", "http://127.0.0.1:1"))
        .hasMessageContaining("nobody but its owner can touch its store");
    assertThatThrownBy(() -> of(Disturbance.FAULTS, "target.etcd.members", "5"))
        .hasMessageContaining("is only for target.discovery=etcd");
  }

  @Test
  void faultOfAnotherSimulationIsSaidWithItsName() {
    assertThatThrownBy(() -> store("fault.kind", "kill"))
        .hasMessageContaining("1 mistake ")
        .hasMessageContaining("etcd-restart-all, auto, none; MigrationSim plays kill");
    assertThatThrownBy(() -> of(Disturbance.FAULTS, "fault.kind", "etcd-leader-kill"))
        .hasMessageContaining("1 mistake ")
        .hasMessageContaining(
            "must be one of auto, kill, terminate, stall, none; EtcdHaSim plays etcd-leader-kill");
  }

  @Test
  void misspeltFaultIsSaidWithTheNearest() {
    assertThatThrownBy(() -> store("fault.kind", "etcd-totalloss"))
        .hasMessageContaining("; did you mean etcd-total-loss?");
    assertThatThrownBy(() -> of(Disturbance.FAULTS, "fault.kind", "terminated"))
        .hasMessageContaining("; did you mean terminate?");
    assertThatThrownBy(() -> of(Disturbance.FAULTS, "fault.kind", "earthquake"))
        .hasMessageNotContaining("did you mean");
  }

  @Test
  void mistakeAboutTheQuotaIsSaidOnce() {
    String[] quota = {"target.discovery", "etcd", "fault.etcd.quota", "3"};
    assertThatThrownBy(() -> of(Disturbance.FAULTS, quota))
        .hasMessageContaining("1 mistake ")
        .hasMessageContaining("fault.etcd.quota = 3: is of a fault of the store: EtcdHaSim");
    assertThatThrownBy(() -> store(quota))
        .hasMessageContaining("1 mistake ")
        .hasMessageContaining("fault.etcd.quota = 3: is only for fault.kind=etcd-nospace");
    assertThatThrownBy(() -> store("fault.etcd.diskDelay", "9h", "fault.etcd.loss", "101"))
        .hasMessageContaining("2 mistakes ")
        .hasMessageContaining("fault.etcd.diskDelay = 9h: is only for fault.kind=etcd-slow-disk")
        .hasMessageContaining("fault.etcd.loss = 101: is only for fault.kind=etcd-lossy-links");
  }

  @Test
  void policyIsRefusedWhereTheStoreIsNotLost() {
    String says = "is only judged in EtcdHaSim with fault.kind=etcd-quorum-loss or etcd-total-loss";
    String[] serve = {"target.etcd.policy", "serve", "target.discovery", "etcd"};
    for (Disturbance one : List.of(Disturbance.values())) {
      assertThatThrownBy(() -> of(one, serve))
          .hasMessageContaining("1 mistake ")
          .hasMessageContaining("target.etcd.policy = serve: " + says);
    }
    assertThat(store("target.etcd.policy", "serve", "fault.kind", "etcd-total-loss").faults())
        .isNotEmpty();
  }

  private static Network network(Setup setup) {
    return setup.target().store().orElseThrow().network();
  }

  @Test
  void networkIsNoneUnlessAFaultOfItIsPlanned() {
    assertThat(network(store())).isEqualTo(Network.NONE);
    assertThat(network(store("target.etcd.network", "proxy"))).isEqualTo(Network.PROXY);
    Setup setup = store("fault.kind", "etcd-slow-links", "fault.etcd.delay", "50ms");
    boolean namespaces = StoreNetworks.refusal(Network.NAMESPACES, setup.faults()).isEmpty();
    assertThat(network(setup)).isEqualTo(namespaces ? Network.NAMESPACES : Network.PROXY);
    assertThat(Foresight.network(setup).isPresent()).isEqualTo(!namespaces);
    assertThat(setup.faults().get(0).strength())
        .contains(new FaultSpec.Strength(Duration.ofMillis(50), 0));
    Setup asked = store("fault.kind", "etcd-lossy-links", "target.etcd.network", "proxy");
    assertThat(network(asked)).isEqualTo(Network.PROXY);
    assertThat(Foresight.network(asked)).isEmpty();
  }

  private static final String[] STRENGTHS = {
    "fault.etcd.quota", "8",
    "fault.etcd.diskDelay", "250ms",
    "fault.etcd.delay", "50ms",
    "fault.etcd.loss", "5"
  };

  @ParameterizedTest
  @EnumSource(names = {"FAULTS", "CANCELLATIONS"})
  void strengthOfAStoresFaultIsRefusedWhereNoneIs(Disturbance disturbance) {
    assertThatThrownBy(() -> of(disturbance, STRENGTHS))
        .hasMessageContaining("4 mistakes")
        .hasMessageContaining("fault.etcd.quota = 8: is of a fault of the store: EtcdHaSim")
        .hasMessageContaining("fault.etcd.diskDelay = 250ms: is of a fault of the store: EtcdHaSim")
        .hasMessageContaining("fault.etcd.delay = 50ms: is of a fault of the store: EtcdHaSim")
        .hasMessageContaining("fault.etcd.loss = 5: is of a fault of the store: EtcdHaSim");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "auto", "etcd-each-member"})
  void strengthOfAnotherFaultIsRefused(String kind) {
    String[] pairs = Arrays.copyOf(STRENGTHS, STRENGTHS.length + 2);
    pairs[STRENGTHS.length] = "fault.kind";
    pairs[STRENGTHS.length + 1] = kind;
    assertThatThrownBy(() -> store(pairs))
        .hasMessageContaining("4 mistakes")
        .hasMessageContaining("fault.etcd.quota = 8: is only for fault.kind=etcd-nospace")
        .hasMessageContaining("fault.etcd.diskDelay = 250ms: is only for fault.kind=etcd-slow-disk")
        .hasMessageContaining("fault.etcd.delay = 50ms: is only for fault.kind=etcd-slow-links")
        .hasMessageContaining("fault.etcd.loss = 5: is only for fault.kind=etcd-lossy-links");
  }

  @Test
  void workerThatRejoinsIsRefusedWhereAllMustEnd() {
    String[] rejoins = {
      "fault.kind", "etcd-total-loss", "target.embedded.rejoins", "true", "fault.hold", "40s"
    };
    assertThatThrownBy(() -> store(rejoins))
        .hasMessageContaining("1 mistake")
        .hasMessageContaining("target.embedded.rejoins = true: a worker that rejoins never ends");
    rejoins[rejoins.length - 1] = "13s";
    assertThat(store(rejoins).expectation()).isEqualTo(Expectation.UNTOUCHED);
  }

  /** Fault at 5 s of 20 s, and 20 s of recovery: 35 s, and 15 s for the last requests. */
  @Test
  void faultUntilTheRunIsOverNeedsTheTimeForIt() {
    String[] loss = {
      "fault.kind", "etcd-total-loss", "fault.hold", "forever", "stop.faultTime", "50s"
    };
    assertThatThrownBy(() -> store(loss))
        .hasMessageContaining("1 mistake")
        .hasMessageContaining(
            "fault.hold = forever: means 50s with a fault in force, until the last request may have"
                + " ended: stop.faultTime=50s would end it before and must be longer");
    loss[loss.length - 1] = "51s";
    assertThat(store(loss).faults()).hasSize(1);
  }

  @Test
  void holdsOfAllFaultsCountTogether() {
    String[] each = {"fault.kind", "etcd-each-member", "fault.hold", "3s", "stop.faultTime", "9s"};
    assertThatThrownBy(() -> store(each))
        .hasMessageContaining("fault.hold = 3s: means 9s with 3 faults in force in turn");
    each[each.length - 1] = "10s";
    assertThat(store(each).faults()).hasSize(3);
  }

  @Test
  void holdOfAnyFaultEndsBeforeItsTime() {
    assertThatThrownBy(() -> of(Disturbance.FAULTS, "fault.hold", "2m"))
        .hasMessageContaining(
            "fault.hold = 2m: means 120s with a fault in force: stop.faultTime=1");
    assertThat(of(Disturbance.FAULTS, "fault.hold", "119s").faults()).hasSize(1);
  }

  @Test
  void faultOfTheNetworkNeedsOne() {
    assertThatThrownBy(
            () -> store("fault.kind", "etcd-partition-peers", "target.etcd.network", "none"))
        .hasMessageContaining(
            "target.etcd.network = none: a fault of the network needs proxy, namespaces or auto");
    assertThatThrownBy(() -> store("fault.kind", "etcd-lossy-links", "fault.etcd.loss", "0"))
        .hasMessageContaining("must be a number from 0.1 to 100");
  }
}
