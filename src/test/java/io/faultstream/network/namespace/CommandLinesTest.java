package io.faultstream.network.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.process.ProcessIdentity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The words that are given to {@code ip}, {@code nft} and {@code tc}. */
final class CommandLinesTest {
  private static final Tools TOOLS = new Tools("ip", "nft", "tc");
  private static final Names NAMES = Names.of(new ProcessIdentity(4_194_304, 98_765_432_100L, "b"));

  @Test
  void namesAreShortEnoughAndOurs() {
    Names trial = Names.ofTrial(new ProcessIdentity(4_194_304, 98_765_432_100L, "b"));
    assertThat(NAMES.hostLink()).hasSizeLessThanOrEqualTo(Names.LONGEST_LINK);
    assertThat(NAMES.hostLink()).isNotEqualTo(trial.hostLink());
    assertThat(NAMES.stem()).startsWith("faultstream-4194304-").isNotEqualTo(trial.stem());
    for (Names names : List.of(NAMES, trial)) {
      assertThat(names.namespaces(3)).hasSize(4).allMatch(Names::ourNamespace);
      assertThat(Names.ourLink(names.hostLink())).isTrue();
    }
    assertThat(Names.ourLink("eth0")).isFalse();
    assertThat(Names.ourLink("fs0; reboot")).isFalse();
    assertThat(Names.ourNamespace("somebody-1-2-0")).isFalse();
    assertThat(Names.ourNamespace("faultstream-1-2-../x")).isFalse();
  }

  @Test
  void aTrialsNameSaysWhoseItIs() {
    ProcessIdentity owner = new ProcessIdentity(4_194_304, 98_765_432_100L, "b");
    for (String namespace : Names.ofTrial(owner).namespaces(1)) {
      assertThat(Names.ownerOfTrial(namespace, "b")).hasValue(owner);
    }
    assertThat(NAMES.namespaces(3)).allMatch(name -> Names.ownerOfTrial(name, "b").isEmpty());
    assertThat(Names.ownerOfTrial("faultstream-x-1try-0", "b")).isEmpty();
  }

  @Test
  void anotherStartOfTheSameNumberHasOtherNames() {
    Names later = Names.of(new ProcessIdentity(4_194_304, 98_765_432_101L, "b"));
    assertThat(later.stem()).isNotEqualTo(NAMES.stem());
    assertThat(later.hostLink()).isNotEqualTo(NAMES.hostLink());
  }

  @Test
  void theLayoutIsAStarAndOnlyOneLinkIsOnTheHost() {
    Layout layout = new Layout(NAMES, Block.parse("198.18.7.0/24").orElseThrow(), 2);
    List<String> lines =
        layout.making(TOOLS).stream().map(words -> String.join(" ", words)).toList();
    assertThat(lines)
        .filteredOn(line -> line.startsWith("ip link") || line.startsWith("ip address"))
        .containsExactly(
            "ip link add name %s type veth peer name host0 netns %s"
                .formatted(NAMES.hostLink(), NAMES.hub()),
            "ip address add 198.18.7.1/24 dev " + NAMES.hostLink(),
            "ip link set dev " + NAMES.hostLink() + " up");
    assertThat(lines)
        .contains(
            "ip netns add " + NAMES.member(1),
            "ip -n %s link add name eth0 type veth peer name port1 netns %s"
                .formatted(NAMES.member(1), NAMES.hub()),
            "ip -n %s address add 198.18.7.11/24 dev eth0".formatted(NAMES.member(1)));
  }

  @Test
  void aFilterReplacesTheTableAndCountsWhatItDrops() {
    assertThat(Filter.cutOff(List.of("198.18.7.11", "198.18.7.12")))
        .startsWith(Filter.none())
        .contains(
            "add rule ip faultstream input iifname \"eth0\""
                + " ip saddr { 198.18.7.11, 198.18.7.12 } counter drop\n",
            "add rule ip faultstream output oifname \"eth0\""
                + " ip daddr { 198.18.7.11, 198.18.7.12 } counter drop\n");
    assertThat(Filter.closed(2379))
        .contains(" tcp dport 2379 counter drop\n", " tcp sport 2379 counter drop\n")
        .doesNotContain("2381");
  }

  @Test
  void aLossIsAsFineAsAThousandthAndNeverNone() {
    List<String> one = List.of("198.18.7.11");
    assertThat(Filter.lossy(one, 0.3)).contains("numgen random mod 1000 < 300 counter drop");
    assertThat(Filter.lossy(one, 0.00001)).contains("mod 1000 < 1 counter");
    assertThat(Filter.lossy(one, 1)).isEqualTo(Filter.cutOff(one));
  }

  @Test
  void eachAddressHasAClassOfItsRate() {
    Shaping shaping = new Shaping(20_000, Duration.ZERO);
    assertThat(shaping.making(TOOLS, "n", 2))
        .extracting(words -> String.join(" ", words))
        .containsExactly(
            "tc -n n qdisc add dev eth0 root handle 1: htb default 0",
            "tc -n n class add dev eth0 parent 1: classid 1:2 htb rate 20000bps burst 3200",
            "tc -n n class add dev eth0 parent 1: classid 1:3 htb rate 20000bps burst 3200");
    assertThat(Filter.classified(List.of("198.18.7.11", "198.18.7.12")))
        .contains(
            "ip daddr 198.18.7.11 counter meta priority set 1:2",
            "ip daddr 198.18.7.12 counter meta priority set 1:3");
  }

  @Test
  void aDelayIsAQueueInTheClass() {
    Shaping shaping = new Shaping(0, Duration.ofMillis(150));
    assertThat(shaping.making(TOOLS, "n", 1))
        .extracting(words -> String.join(" ", words))
        .endsWith("tc -n n qdisc add dev eth0 parent 1:2 netem limit 10000 delay 150ms");
  }

  @Test
  void whatIsShapedIsSeen() {
    assertThat(Shaping.shaped("qdisc htb 1: root refcnt 2 r2q 10 default 0\n")).isTrue();
    assertThat(Shaping.shaped("qdisc noqueue 0: root refcnt 2\n")).isFalse();
  }
}
