package io.faultstream.etcd.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StoreHashesTest {
  private static StoreHashes of(StoreHash... hashes) {
    return new StoreHashes(List.of(hashes));
  }

  private static StoreHash hash(long revision, long compacted, int hash) {
    return new StoreHash("etcd-0", revision, compacted, hash);
  }

  @Test
  void sameStateSameHash() {
    StoreHashes same = of(hash(9, 3, 77), hash(9, 3, 77), hash(9, 3, 77));
    assertThat(same.comparable()).isTrue();
    assertThat(same.equal()).isTrue();
  }

  @Test
  void sameStateOtherHashIsADifference() {
    StoreHashes other = of(hash(9, 3, 77), hash(9, 3, 78));
    assertThat(other.comparable()).isTrue();
    assertThat(other.equal()).isFalse();
    assertThat(other.sentence())
        .isEqualTo(
            "etcd-0 has 4d at revision 9, compacted at 3;"
                + " etcd-0 has 4e at revision 9, compacted at 3");
  }

  @Test
  void otherStatesSayNothingThoughTheHashesAreTheSame() {
    for (StoreHashes apart :
        List.of(of(hash(9, 3, 77), hash(8, 3, 77)), of(hash(9, 3, 77), hash(9, 2, 77)))) {
      assertThat(apart.comparable()).isFalse();
      assertThat(apart.equal()).isFalse();
    }
  }

  @Test
  void oneAloneIsComparedWithNobody() {
    assertThat(of(hash(9, 3, 77)).comparable()).isFalse();
    assertThat(of(hash(9, 3, 77)).ofOneState()).isTrue();
    assertThat(of().ofOneState()).isFalse();
  }
}
