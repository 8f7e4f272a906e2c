package io.faultstream.process.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstallLockTest {
  @TempDir Path folder;

  @Test
  void isHeldByOneAtATime() throws Exception {
    Path file = folder.resolve(".lock");
    InstallLock first = InstallLock.tryAcquire(file).orElseThrow();
    assertThat(InstallLock.tryAcquire(file)).isEmpty();
    first.close();
    InstallLock second = InstallLock.tryAcquire(file).orElseThrow();
    second.close();
  }

  @Test
  void folderThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> InstallLock.tryAcquire(folder.resolve("none/.lock")))
        .isInstanceOf(IOException.class);
  }
}
