package io.faultstream.target.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.process.install.InstallException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a program in the place of Python that writes down how it is called. */
final class InstallerTest {
  /** Makes an environment whose interpreter is itself, and a model; fails where it is told to. */
  private static final String PYTHON =
      """
      #!/bin/sh
      echo "$@" >> %1$s/calls
      case "$*" in
        *"$(cat %1$s/fails 2>/dev/null || echo nothing-fails)"*) echo "it broke"; exit 7 ;;
      esac
      case "$2" in
        venv) mkdir -p "$4/bin"; cp "$0" "$4/bin/python" ;;
      esac
      case "$1" in
        *model_directory.py) mkdir -p "$2"; echo '{}' > "$2/numbers.json" ;;
      esac
      """;

  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();

  private Installer installer() throws IOException {
    Path python = folder.resolve("python");
    Files.writeString(python, PYTHON.formatted(folder));
    assertThat(python.toFile().setExecutable(true)).isTrue();
    Installation installation = new Installation(folder.resolve("home"));
    return new Installer(installation, python.toString(), "1.6.1", said::add);
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(folder.resolve("calls"));
  }

  @Test
  void installsStepByStepAndOnlyOnce() throws Exception {
    Installer installer = installer();
    installer.install();
    assertThat(said).hasSize(5).last().asString().startsWith("installed: ");
    assertThat(said.get(0)).startsWith("1/4  Python environment");
    assertThat(calls())
        .anyMatch(call -> call.contains("--no-deps ai-dynamo==1.6.1 ai-dynamo-runtime==1.6.1"))
        .anyMatch(call -> call.endsWith("requirements.txt"));
    assertThat(installer.installation().whole()).isTrue();
    int before = calls().size();
    installer.install();
    assertThat(said).last().asString().startsWith("already there: ");
    assertThat(calls()).hasSize(before);
  }

  @Test
  void anotherVersionIsInstalledAnew() throws Exception {
    Installer first = installer();
    first.install();
    new Installer(first.installation(), first.python(), "1.7.0", said::add).install();
    assertThat(calls()).anyMatch(call -> call.contains("ai-dynamo==1.7.0"));
  }

  @Test
  void failingStepIsSaidWithItsEndAndLeavesNothingWhole() throws Exception {
    Installer installer = installer();
    Files.writeString(folder.resolve("fails"), "requirements.txt");
    assertThatThrownBy(installer::install)
        .isInstanceOf(InstallException.class)
        .hasMessageContaining("libraries")
        .hasMessageContaining("exit code 7")
        .hasMessageContaining("it broke")
        .hasMessageContaining("Is the package index reached")
        .hasMessageContaining("run install-dynamo again");
    assertThat(installer.installation().whole()).isFalse();
    Files.delete(folder.resolve("fails"));
    installer.install();
    assertThat(installer.installation().whole()).isTrue();
  }

  @Test
  void missingPythonIsSaidWithWhatToDo() throws Exception {
    Installation installation = new Installation(folder.resolve("home"));
    Installer installer = new Installer(installation, "no-such-python", "1.6.1", said::add);
    assertThatThrownBy(installer::install)
        .hasMessageContaining("no no-such-python on the PATH")
        .hasMessageContaining("apt-get install python3 python3-venv");
    assertThat(said).isEmpty();
  }

  @Test
  void pythonThatWillNotDoIsSaid() throws Exception {
    Installer installer = installer();
    Files.writeString(folder.resolve("fails"), "sys.version_info");
    assertThatThrownBy(installer::install)
        .hasMessageContaining("will not do")
        .hasMessageContaining("3.10 to 3.13");
  }

  @Test
  void onlyOneInstallsAtATime() throws Exception {
    Installer installer = installer();
    Path lock = Files.createDirectories(installer.installation().home()).resolve(".lock");
    try (FileChannel other =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(other.lock().isValid()).isTrue();
      assertThatThrownBy(installer::install).hasMessageContaining("another process is installing");
      assertThatThrownBy(installer::servers).hasMessageContaining("another process is installing");
    }
  }

  @Test
  void folderWithAnEnvironmentOfSomebodyElseIsLeftAlone() throws Exception {
    Installer installer = installer();
    Path precious = installer.installation().environment().resolve("precious");
    Files.createDirectories(precious);
    assertThatThrownBy(installer::install)
        .isInstanceOf(InstallException.class)
        .hasMessageContaining("name another folder with --home");
    assertThatThrownBy(installer::servers).hasMessageContaining("--home");
    // Also the second time.
    assertThatThrownBy(installer::install).hasMessageContaining("--home");
    assertThat(precious).isDirectory();
    assertThat(said).isEmpty();
  }
}
