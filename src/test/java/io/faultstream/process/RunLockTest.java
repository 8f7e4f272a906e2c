package io.faultstream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunLockTest {
  @TempDir Path results;

  @Test
  void secondIsToldWhoHasIt() throws IOException {
    try (RunLock lock = RunLock.acquire(results, "migration")) {
      lock.describe("runs/migration/one");
      assertThatThrownBy(() -> RunLock.acquire(results, "other"))
          .isInstanceOf(RunLock.HeldException.class)
          .hasMessageContaining("pid " + ProcessHandle.current().pid())
          .hasMessageContaining("runs/migration/one");
    }
    RunLock.acquire(results, "other").close();
    assertThat(results.resolve(RunLock.FILE)).exists();
  }
}
