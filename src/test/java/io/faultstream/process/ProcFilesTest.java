package io.faultstream.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProcFilesTest {
  private static final String TAIL =
      " 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 987654 20 21 22";

  @ParameterizedTest
  @CsvSource({"sleep,S", "a b,T", "odd) S 1 (name,Z", "((x)),R"})
  void commandMayHoldSpacesAndParentheses(String command, char state) {
    ProcFiles.Stat stat = ProcFiles.parse("42 (" + command + ") " + state + TAIL);
    assertThat(stat).isEqualTo(new ProcFiles.Stat(state, 987_654));
  }

  @Test
  void thisJvmIsThereAndAnUnusedNumberIsNot() {
    assertThat(ProcFiles.stat(ProcessHandle.current().pid())).isPresent();
    assertThat(ProcFiles.stat(Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void settingsAreReadWhole() {
    assertThat(ProcFiles.bootId()).hasSize(36);
    assertThat(ProcFiles.setting("net/ipv4/ip_local_port_range")).matches("\\d+\\s+\\d{4,5}");
    assertThat(ProcFiles.setting("no/such/setting")).isEmpty();
  }

  @Test
  void aReusedNumberIsAnotherProcess() {
    ProcessIdentity us = ProcessIdentity.ours();
    assertThat(us.alive()).isTrue();
    assertThat(new ProcessIdentity(us.pid(), us.startTicks() - 1, us.bootId()).alive()).isFalse();
    assertThat(new ProcessIdentity(us.pid(), us.startTicks(), "another boot").alive()).isFalse();
    assertThat(ProcessIdentity.from(us.asMap())).isEqualTo(us);
  }
}
