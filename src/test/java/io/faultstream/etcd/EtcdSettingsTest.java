package io.faultstream.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.etcd.EtcdSettings.Timing;
import io.faultstream.etcd.program.EtcdProgram;
import io.faultstream.etcd.program.EtcdVersion;
import io.faultstream.network.Address;
import io.faultstream.network.Reach;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EtcdSettingsTest {
  private static final EtcdProgram PROGRAM =
      new EtcdProgram(Path.of("/opt/etcd"), new EtcdVersion(3, 4, 23));

  private static Site site(int member) {
    String name = "etcd-" + member;
    Path folder = Path.of("/run");
    Reach reach = Reach.direct(2000 + member, 3000 + member);
    return new Site(name, reach, folder.resolve(name), folder.resolve(name + ".log"));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "3,2", "4,3", "5,3", "7,4"})
  void quorumIsMoreThanHalf(int members, int quorum) {
    assertThat(EtcdSettings.of(PROGRAM, members).quorum()).isEqualTo(quorum);
  }

  @Test
  void shortestLeaseIsOneAndAHalfElectionsInWholeSeconds() {
    assertThat(Timing.USUAL.shortestLease()).isEqualTo(Duration.ofSeconds(2));
    Timing slow = new Timing(Duration.ofMillis(500), Duration.ofSeconds(4), Duration.ofMinutes(1));
    assertThat(slow.shortestLease()).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> EtcdSettings.of(PROGRAM, 0)).hasMessageContaining("1 to 7");
    assertThatThrownBy(() -> EtcdSettings.of(PROGRAM, 8)).hasMessageContaining("1 to 7");
    assertThatThrownBy(() -> EtcdSettings.of(PROGRAM, 3).withQuota(-1)).hasMessageContaining("-1");
    Duration fast = Duration.ofMillis(100);
    assertThatThrownBy(() -> new Timing(fast, Duration.ofMillis(499), fast))
        .hasMessageContaining("five heartbeats");
  }

  @Test
  void commandListensOnLoopbackAlone() {
    EtcdSettings settings = EtcdSettings.of(PROGRAM, 2).withQuota(4096).withArguments("--more");
    List<Site> sites = List.of(site(0), site(1));
    List<String> words = new MemberCommand(settings, site(1), sites, "token").words(false);
    assertThat(words).startsWith("/opt/etcd", "--name", "etcd-1", "--data-dir", "/run/etcd-1");
    assertThat(words)
        .containsSequence("--listen-client-urls", "http://127.0.0.1:2001")
        .containsSequence("--advertise-client-urls", "http://127.0.0.1:2001")
        .containsSequence("--listen-peer-urls", "http://127.0.0.1:3001")
        .containsSequence("--initial-advertise-peer-urls", "http://127.0.0.1:3001")
        .containsSequence(
            "--initial-cluster", "etcd-0=http://127.0.0.1:3000,etcd-1=http://127.0.0.1:3001")
        .containsSequence("--initial-cluster-state", "new")
        .containsSequence("--heartbeat-interval", "100", "--election-timeout", "1000")
        .containsSequence("--quota-backend-bytes", "4096", "--more");
    assertThat(new MemberCommand(settings, site(1), sites, "token").words(true))
        .containsSequence("--initial-cluster-state", "existing");
  }

  @Test
  void commandListensInItsNetworkAndTellsHowItIsReachedThrough() {
    Address listens = new Address("10.9.0.2", 2379);
    Address admin = new Address("10.9.0.2", 2378);
    Reach reach =
        new Reach(
            List.of("ip", "netns", "exec", "one"),
            List.of(listens, admin),
            new Address("10.9.0.2", 2380),
            Address.loopback(4000),
            Address.loopback(5000),
            admin);
    Site site = new Site("etcd-0", reach, Path.of("/run/etcd-0"), Path.of("/run/etcd-0.log"));
    List<String> words =
        new MemberCommand(EtcdSettings.of(PROGRAM, 1), site, List.of(site), "token").words(false);
    assertThat(words)
        .startsWith("ip", "netns", "exec", "one", "/opt/etcd", "--name", "etcd-0")
        .containsSequence("--listen-client-urls", "http://10.9.0.2:2379,http://10.9.0.2:2378")
        .containsSequence("--advertise-client-urls", "http://127.0.0.1:4000")
        .containsSequence("--listen-peer-urls", "http://10.9.0.2:2380")
        .containsSequence("--initial-advertise-peer-urls", "http://127.0.0.1:5000")
        .containsSequence("--initial-cluster", "etcd-0=http://127.0.0.1:5000");
  }
}
