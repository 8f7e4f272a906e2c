package io.faultstream.network.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoutesTest {
  private static final String ROUTES =
      """
      [{"dst":"default","gateway":"192.0.2.1","dev":"eth0","flags":[]},
       {"dst":"192.0.2.0/24","dev":"eth0","protocol":"kernel","scope":"link"},
       {"type":"local","dst":"192.0.2.2","dev":"eth0","table":"local"}]
      """;

  private static final String ADDRESSES =
      """
      [{"ifname":"lo","addr_info":[{"family":"inet","local":"127.0.0.1","prefixlen":8}]},
       {"ifname":"eth0","addr_info":[{"family":"inet","local":"198.18.9.2","prefixlen":24}]}]
      """;

  @Test
  void readsDestinationsAndAddresses() throws IOException {
    assertThat(Routes.ofRoutes(ROUTES))
        .extracting(Block::toString)
        .containsExactly("192.0.2.0/24", "192.0.2.2/32");
    assertThat(Routes.ofAddresses(ADDRESSES))
        .extracting(Block::toString)
        .containsExactly("127.0.0.0/8", "198.18.9.0/24");
  }

  @Test
  void asksForAllTablesAndForAddresses() throws Exception {
    Commands commands = words -> words.contains("route") ? ROUTES : ADDRESSES;
    List<Block> used = Routes.used(commands, new Tools("ip", "nft", "tc"));
    assertThat(used).hasSize(4);
    assertThat(Block.choose(used, 9)).hasToString("Optional[198.18.10.0/24]");
  }

  @Test
  void silenceIsNothingAndNonsenseIsAnError() throws IOException {
    assertThat(Routes.ofRoutes("\n")).isEmpty();
    assertThatThrownBy(() -> Routes.ofRoutes("Object \"route\" is unknown"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not understood");
  }
}
