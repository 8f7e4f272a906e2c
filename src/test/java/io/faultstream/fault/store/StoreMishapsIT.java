package io.faultstream.fault.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.etcd.EtcdCluster;
import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.EtcdSettings;
import io.faultstream.etcd.InstalledEtcd;
import io.faultstream.etcd.Quorum;
import io.faultstream.fault.FakeTarget;
import io.faultstream.fault.Fault;
import io.faultstream.fault.FaultKit;
import io.faultstream.fault.Proof;
import io.faultstream.fault.Schedules;
import io.faultstream.fault.Victims;
import io.faultstream.process.FreePorts;
import io.faultstream.process.Journal;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.FaultSpec.Victim.Rule;
import io.faultstream.time.Chance;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a fault of the store says when the store does not do what is asked; one real member. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class StoreMishapsIT {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final FaultKind KIND = FaultKind.ETCD_LEADER_KILL;

  private final FakeTarget target = new FakeTarget(1);
  private Journal journal;
  private EtcdCluster cluster;

  /** A trouble that the store refuses at every step: its only member would go. */
  private final class Refused implements Trouble {
    private final String member;
    private int ended;

    Refused(String member) {
      this.member = member;
    }

    private void refuse() throws EtcdException, InterruptedException {
      cluster.kill("etcd-0", Quorum.KEPT);
    }

    @Override
    public List<String> members() {
      return List.of(member);
    }

    @Override
    public void begin() throws EtcdException, InterruptedException {
      refuse();
    }

    @Override
    public Proof effect() throws EtcdException, InterruptedException {
      refuse();
      return new Proof(true, "never");
    }

    @Override
    public String looked() {
      return "nothing";
    }

    @Override
    public Optional<String> noticed() throws EtcdException, InterruptedException {
      refuse();
      return Optional.of("never");
    }

    @Override
    public void end() throws EtcdException, InterruptedException {
      ended++;
      refuse();
    }

    @Override
    public Optional<String> over() throws EtcdException, InterruptedException {
      refuse();
      return Optional.of("never");
    }
  }

  @BeforeAll
  void startStore(@TempDir Path folder) throws Exception {
    journal = Journal.open(folder.resolve("journal.jsonl"));
    long pid = ProcessHandle.current().pid();
    FreePorts ports = new FreePorts(new Chance(7).named("mishaps of " + pid));
    cluster =
        EtcdCluster.in(
            new EtcdCluster.Place(folder, ports, journal),
            EtcdSettings.of(InstalledEtcd.usual(), 1));
    cluster.start();
  }

  @AfterAll
  void endStore() throws Exception {
    cluster.close();
    journal.close();
  }

  /** Why nobody could be aimed at. */
  private final List<String> missed = new ArrayList<>();

  private static StoreKit kit(StoreKit.Maker maker) {
    return new StoreKit(KIND, "refused", maker);
  }

  private FaultKit.Aim aim(Optional<EtcdCluster> store) {
    FaultSpec spec = Schedules.fault(KIND, Schedules.by(Rule.STORE), Duration.ofSeconds(1));
    return new FaultKit.Aim(
        spec, target.workers().orElseThrow(), new Victims(new Chance(7)), store, missed::add);
  }

  private Fault aimed(Trouble trouble) throws InterruptedException {
    return kit((led, aim) -> Optional.of(trouble)).aim(aim(Optional.of(cluster))).orElseThrow();
  }

  @Test
  void whatTheStoreRefusesIsAnErrorAndNeverAProof() throws Exception {
    Refused trouble = new Refused("etcd-0");
    Fault fault = aimed(trouble);

    assertThatThrownBy(fault::inject)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("etcd-0");
    assertThat(fault.proveEffect())
        .satisfies(proof -> assertThat(proof.ok()).isFalse())
        .satisfies(proof -> assertThat(proof.evidence()).contains("quorum"));
    assertThat(fault.noticed().orElseThrow().look().once()).isEmpty();
    assertThatThrownBy(fault::recover).isInstanceOf(IOException.class);
    assertThat(trouble.ended).isOne();
    assertThat(fault.proveRecovered(SHORT))
        .satisfies(proof -> assertThat(proof.ok()).isFalse())
        .satisfies(proof -> assertThat(proof.evidence()).contains("quorum"));
    assertThat(cluster.status().healthy()).isTrue();
  }

  @Test
  void whatWasNeverInjectedIsNotUndone() throws Exception {
    Refused trouble = new Refused("etcd-0");
    aimed(trouble).recover();

    assertThat(trouble.ended).isZero();
  }

  @Test
  void memberThatDoesNotRunIsNoVictim() {
    assertThatThrownBy(() -> aimed(new Refused("etcd-9")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("etcd-9 was not running when it was aimed at");
  }

  @Test
  void nobodyIsAimedAtWhereTheStoreCannotSayWho() throws Exception {
    missed.clear();
    StoreKit refused =
        kit(
            (led, aim) -> {
              led.cluster().kill(led.leader().name(), Quorum.KEPT);
              return Optional.empty();
            });

    assertThat(refused.aim(aim(Optional.of(cluster)))).isEmpty();
    assertThat(missed).hasSize(1).first().asString().contains("quorum");
    assertThat(refused.aim(aim(Optional.empty()))).isEmpty();
    assertThat(missed).last().asString().contains("no etcd cluster");
  }

  @Test
  void trialThatIsInterruptedIsARefusal() {
    StoreKit needy =
        new StoreKit(
            KIND,
            "needy",
            (led, aim) -> Optional.empty(),
            new StoreKit.Need(
                "luck",
                () -> {
                  throw new InterruptedException();
                }));
    FaultSpec spec = aim(Optional.empty()).spec();

    assertThat(needy.refusal(spec, target)).get().asString().startsWith("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  /** The last: the member is gone after it. */
  @Test
  @Order(Integer.MAX_VALUE)
  void nobodyIsAimedAtWhileNobodyLeads() throws Exception {
    Fault fault = aimed(new Refused("etcd-0"));
    cluster.kill("etcd-0", Quorum.MAY_BE_LOST);

    assertThat(kit((led, aim) -> Optional.of(new Refused("etcd-0"))).aim(aim(Optional.of(cluster))))
        .isEmpty();
    assertThat(missed).last().asString().startsWith("no leader was seen: etcd-0 does not answer");
    assertThat(fault.proveRecovered(SHORT).ok()).isFalse();
  }
}
