package io.faultstream.network.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.process.JournalEntry;
import io.faultstream.process.ProcessIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RemovalTest {
  private static final Layout LAYOUT =
      new Layout(
          Names.of(new ProcessIdentity(7, 1, "b")), Block.parse("198.18.7.0/24").orElseThrow(), 2);

  private final List<List<String>> ran = new ArrayList<>();
  private final Removal removal =
      new Removal(
          words -> {
            ran.add(words);
            return "";
          });

  private static JournalEntry entry(Map<String, String> data) {
    return new JournalEntry("j1", Removal.KIND, data);
  }

  @Test
  void whatIsGoneIsNotRemovedAgain() throws Exception {
    JournalEntry entry = entry(Removal.data(LAYOUT));
    assertThat(removal.left(entry)).isFalse();
    removal.undo(entry);
    assertThat(ran).isEmpty();
    assertThat(entry).hasToString("network 198.18.7.0/24 (/run/netns/faultstream-7-1-*)");
  }

  @Test
  void whatIsNotOursIsNeverRemoved() {
    assertThatThrownBy(() -> removal.undo(entry(Map.of("link", "lo", "namespaces", "x"))))
        .hasMessageContaining("no network of ours");
    assertThatThrownBy(
            () -> removal.undo(entry(Map.of("link", "fs7a", "namespaces", "faultstream-7-1-0 x"))))
        .hasMessageContaining("no network of ours");
    assertThatThrownBy(() -> removal.left(entry(Map.of("link", "fs7a"))))
        .hasMessageContaining("no namespaces in");
    assertThat(ran).isEmpty();
  }

  @Test
  void whatStaysIsAnErrorWithTheCommandsWords() {
    // Loopback is always there, and nobody runs these commands.
    Removal.Parts parts = new Removal.Parts("lo", List.of());
    assertThatThrownBy(() -> removal.remove(parts)).hasMessageContaining("left of the network: lo");
    assertThat(ran).hasSize(1);
  }
}
