package io.faultstream.network.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BoundedCommandsTest {
  private final Commands commands = new BoundedCommands();

  @Test
  void givesWhatWasPrinted() throws Exception {
    assertThat(commands.run(List.of("printf", "%s", "one two"))).isEqualTo("one two");
  }

  @Test
  void failuresCarryTheCommandItsCodeAndItsWords() {
    assertThatThrownBy(() -> commands.run(List.of("ls", "/nowhere-at-all")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ls /nowhere-at-all: exit code 2: ")
        .hasMessageContaining("No such file or directory");
    assertThatThrownBy(() -> commands.run(List.of("faultstream-no-such-program")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void theFirstFailureIsTheLastOfMany() {
    assertThatThrownBy(
            () -> commands.runAll(List.of(List.of("true"), List.of("false"), List.of("no-such"))))
        .hasMessageContaining("false: exit code 1");
  }
}
