package io.faultstream.network.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.network.Disturbance;
import io.faultstream.process.ProcessIdentity;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What is healed when commands fail; nothing is made. */
final class NamespaceLinksTest {
  private static final Names NAMES = Names.of(new ProcessIdentity(7, 1, "b"));
  private static final Layout LAYOUT =
      new Layout(NAMES, Block.parse("198.18.7.0/24").orElseThrow(), 3);
  private static final Disturbance SLOW =
      new Disturbance(Disturbance.Kind.SLOW_PEERS, "a", Duration.ZERO, 9_000, 0);

  private final Kernel kernel = new Kernel();
  private final NamespaceLinks links =
      new NamespaceLinks(
          List.of("a", "b", "c"),
          new Network(LAYOUT, new Network.Kit(kernel, new Tools("ip", "nft", "tc"), null), null),
          new Ability(Optional.empty(), Optional.empty(), Optional.empty()));

  /** As much of one as filters and limits need. */
  private static final class Kernel implements Commands {
    private final Set<String> tables = new TreeSet<>();
    private final Set<String> limits = new TreeSet<>();
    private Predicate<String> refuses = line -> false;

    @Override
    public String run(List<String> words) throws IOException {
      String line = String.join(" ", words);
      if (refuses.test(line)) {
        throw new IOException("refused: " + words.get(0));
      }
      return words.get(0).equals("tc")
          ? limit(words.get(2), line)
          : filter(words.get(3), words.subList(5, words.size()));
    }

    private String filter(String namespace, List<String> words) throws IOException {
      if (words.size() == 1) {
        boolean there = words.get(0).contains("add rule");
        boolean unused = there ? tables.add(namespace) : tables.remove(namespace);
        return "";
      }
      if (words.equals(List.of("list", "tables"))) {
        return tables.contains(namespace) ? "table ip faultstream" : "";
      }
      if (!tables.contains(namespace)) {
        throw new IOException("no such table");
      }
      return "counter packets 3 bytes 180 drop";
    }

    private String limit(String namespace, String line) {
      if (line.contains("qdisc add")) {
        limits.add(namespace);
      } else if (line.contains("qdisc delete")) {
        limits.remove(namespace);
      }
      boolean there = limits.contains(namespace);
      return !there
          ? ""
          : line.contains("-s")
              ? "Sent 900 bytes 3 pkt (dropped 0, overlimits 2 requeues 0)"
              : "qdisc htb 1: root";
    }

    private boolean clean() {
      return tables.isEmpty() && limits.isEmpty();
    }
  }

  private static String in(int member) {
    return " " + NAMES.member(member) + " ";
  }

  @Test
  void whatWasCountedIsSaidAfterItIsHealed() throws Exception {
    links.disturb(Disturbance.cutPeers("a"));
    assertThat(links.evidence().count()).isEqualTo(3);
    assertThatThrownBy(() -> links.disturb(SLOW))
        .hasMessage("disturbed already: a cut off from its peers");
    links.heal();
    links.heal();
    assertThat(kernel.clean()).isTrue();
    assertThat(links.evidence().count()).isEqualTo(3);
  }

  @Test
  void aDisturbanceThatIsNotThereCannotBeCountedAndIsHealedAllTheSame() throws Exception {
    kernel.refuses = line -> line.contains("add rule");
    assertThatThrownBy(() -> links.disturb(Disturbance.cutPeers("a"))).hasMessage("refused: ip");
    links.heal();
    assertThat(links.evidence().count()).isZero();
    assertThat(links.evidence().sentence()).isEqualTo("not counted: no such table");

    kernel.refuses = line -> false;
    links.disturb(Disturbance.cutPeers("b"));
    assertThat(links.evidence().count()).isEqualTo(3);
  }

  @Test
  void aDisturbanceThatFailedHalfWayIsUndone() throws Exception {
    kernel.refuses = line -> line.contains(in(1) + "class add") || line.contains("-s class");
    assertThatThrownBy(() -> links.disturb(SLOW)).hasMessage("refused: tc");
    assertThat(kernel.tables).hasSize(1);
    assertThat(kernel.limits).hasSize(2);
    links.heal();
    assertThat(kernel.clean()).isTrue();
  }

  @Test
  void oneThatCannotBeClearedDoesNotKeepTheOthersFromIt() throws Exception {
    links.disturb(SLOW);
    kernel.refuses =
        line ->
            (line.contains("delete") && line.contains(in(0)))
                || (line.contains("qdisc delete") && line.contains(in(1)));
    assertThatThrownBy(links::heal)
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("a: refused: ip; refused: tc; still there", "; b: refused: tc;");
    assertThat(kernel.tables).containsExactly(NAMES.member(0));
    assertThat(kernel.limits).containsExactly(NAMES.member(0), NAMES.member(1));
    assertThat(links.evidence().count()).isEqualTo(2700);
    assertThatThrownBy(() -> links.disturb(SLOW)).hasMessageStartingWith("disturbed already");

    kernel.refuses = line -> false;
    links.heal();
    assertThat(kernel.clean()).isTrue();
    assertThat(links.evidence().count()).isEqualTo(2700);
    links.disturb(SLOW);
  }
}
