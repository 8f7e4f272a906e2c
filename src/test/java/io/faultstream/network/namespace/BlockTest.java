package io.faultstream.network.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BlockTest {
  private static Block block(String text) {
    return Block.parse(text).orElseThrow();
  }

  @Test
  void readsAndWritesBlocksAndSingleAddresses() {
    assertThat(block("10.1.2.3/8")).hasToString("10.0.0.0/8");
    assertThat(block("192.0.2.7")).hasToString("192.0.2.7/32");
    assertThat(block("0.0.0.0/0")).hasToString("0.0.0.0/0");
    assertThat(block("255.255.255.255")).hasToString("255.255.255.255/32");
    assertThat(Block.FOR_TESTS).hasToString("198.18.0.0/15");
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "", "fe80::/64", "1.2.3", "1.2.3.256", "1.2.3.4/33", "1/2/3"})
  void whatIsNoBlockIsNone(String text) {
    assertThat(Block.parse(text)).isEmpty();
  }

  @Test
  void overlapsWhatHoldsItAndWhatItHolds() {
    Block own = block("198.18.7.0/24");
    assertThat(own.overlaps(block("198.18.7.9"))).isTrue();
    assertThat(own.overlaps(block("198.18.0.0/16"))).isTrue();
    assertThat(own.overlaps(block("198.18.8.0/24"))).isFalse();
    assertThat(own.overlaps(block("198.19.7.0/24"))).isFalse();
  }

  @Test
  void choosesFromTheStartOnAndGoesAroundWhatIsUsed() {
    assertThat(Block.choose(List.of(), 3)).hasToString("Optional[198.18.3.0/24]");
    assertThat(Block.choose(List.of(), 512 + 256)).hasToString("Optional[198.19.0.0/24]");
    List<Block> used = List.of(block("198.18.3.1"), block("198.18.4.0/23"), block("10.0.0.0/8"));
    assertThat(Block.choose(used, 3)).hasToString("Optional[198.18.6.0/24]");
    List<Block> upper = List.of(block("198.19.0.0/16"));
    assertThat(Block.choose(upper, 300)).hasToString("Optional[198.18.0.0/24]");
  }

  @Test
  void somebodysDefaultUsesNothingAndTheWholeBlockEverything() {
    assertThat(Block.choose(List.of(block("0.0.0.0/0"), block("128.0.0.0/1")), 0)).isPresent();
    assertThat(Block.choose(List.of(block("198.18.0.0/15")), 0)).isEmpty();
    List<Block> all = IntStream.range(0, 256).mapToObj(i -> block("198.18." + i + ".9")).toList();
    assertThat(Block.choose(all, 5)).hasToString("Optional[198.19.0.0/24]");
  }

  @Test
  void addressesOfHostAndMembersLieInIt() {
    Block own = block("198.19.255.0/24");
    assertThat(own.host()).isEqualTo("198.19.255.1");
    assertThat(own.member(0)).isEqualTo("198.19.255.10");
    assertThat(own.overlaps(block(own.member(6)))).isTrue();
  }
}
