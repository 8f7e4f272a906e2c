package io.faultstream.network.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is said of a machine where something is missing; nothing is made. */
final class PreflightTest {
  private final List<List<String>> ran = new ArrayList<>();

  private Ability check(Function<String, Optional<Path>> find, OptionalInt user) throws Exception {
    Commands refusing =
        words -> {
          ran.add(words);
          if (words.contains("-j")) {
            return "[]";
          }
          throw new IOException("ip netns add: exit code 1: Operation not permitted");
        };
    return new Preflight(refusing, find, user).check();
  }

  private static Optional<Path> all(String name) {
    return Optional.of(Path.of("/usr/sbin", name));
  }

  @Test
  void anotherUserThanRootIsToldSoAndNothingIsRun() throws Exception {
    Ability ability = check(PreflightTest::all, OptionalInt.of(1000));
    assertThat(ability.missing())
        .hasValue("namespaces need root, the effective user number is 1000");
    assertThat(ability.sentence()).contains("need root");
    assertThat(ran).isEmpty();
    assertThat(check(PreflightTest::all, OptionalInt.empty()).missing())
        .hasValue("namespaces need Linux");
  }

  @Test
  void missingProgramsAreNamedWithTheirPackages() throws Exception {
    Ability ability =
        check(name -> name.equals("ip") ? all(name) : Optional.empty(), OptionalInt.of(0));
    assertThat(ability.missing())
        .hasValue("not on the PATH: nft (package nftables), tc (package iproute2)");
    assertThat(ran).isEmpty();
  }

  @Test
  void whatTheKernelRefusesIsSaidInItsWords() throws Exception {
    Ability ability = check(PreflightTest::all, OptionalInt.of(0));
    assertThat(ability.missing()).isPresent();
    assertThat(ability.sentence()).contains("cannot be used").contains("Operation not permitted");
    assertThat(ability.noRate()).isEqualTo(ability.missing());
  }

  @Test
  void theEffectiveUserIsTheSecond() {
    List<String> status = List.of("Name:\tjava", "Uid:\t1000\t0\t0\t0", "Gid:\t1\t2\t3\t4");
    assertThat(Preflight.effectiveUser(status)).hasValue(0);
    assertThat(Preflight.effectiveUser(List.of("Name:\tjava"))).isEmpty();
  }

  @Test
  void whatIsThereIsSaidInOneLine() {
    Ability ability =
        new Ability(Optional.empty(), Optional.empty(), Optional.of("the kernel has no netem"));
    assertThat(ability.sentence())
        .isEqualTo("drops and losses (nft), rates (tc htb), no delays: the kernel has no netem");
  }
}
