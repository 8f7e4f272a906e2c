package io.faultstream.etcd.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.process.install.InstallException;
import io.faultstream.process.install.InstallLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With programs in the place of servers, apt-get and dpkg-deb. */
@Timeout(60)
final class EtcdProgramsTest {
  private static final String KEY = "some.key";

  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();

  private EtcdPrograms programs() {
    return new EtcdPrograms(
        folder.resolve("cache"),
        name -> Optional.of(folder.resolve("path").resolve(name)).filter(Files::isExecutable),
        said::add);
  }

  private static Path program(Path file, String does) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + does + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private Path server(String file, String version) throws IOException {
    return program(folder.resolve(file), "echo \"etcd Version: " + version + "\"");
  }

  /** A distribution whose package has a server of this version. */
  private void distribution(String version) throws IOException {
    program(folder.resolve("path/apt-get"), "echo apt-get \"$@\"; echo deb > \"$2_1_all.deb\"");
    program(
        folder.resolve("path/dpkg-deb"),
        "mkdir -p \"$3/usr/bin\"\n"
            + "printf '#!/bin/sh\\necho etcd Version: "
            + version
            + "\\n' > \"$3/usr/bin/etcd\"\n"
            + "chmod +x \"$3/usr/bin/etcd\"");
  }

  @Test
  void namedOneIsTakenBeforeAllOthers() throws Exception {
    server("path/etcd", "3.4.1");
    Path named = server("mine", "3.5.2");
    assertThat(programs().find(named.toString(), KEY))
        .isEqualTo(new EtcdProgram(named, new EtcdVersion(3, 5, 2)))
        .hasToString("etcd 3.5.2 (" + named + ")");
    assertThat(said).isEmpty();
  }

  @Test
  void namedOneThatWillNotDoIsRefusedThoughThereAreOthers() throws Exception {
    server("path/etcd", "3.4.1");
    String old = server("old", "3.3.25").toString();
    String other = program(folder.resolve("other"), "echo hello").toString();
    String none = folder.resolve("none").toString();
    assertThatThrownBy(() -> programs().find(old, KEY))
        .isInstanceOf(InstallException.class)
        .hasMessage(KEY + " = " + old + " is etcd 3.3.25, and 3.4 to 3.6 are supported");
    assertThatThrownBy(() -> programs().find(other, KEY))
        .hasMessageContaining("does not say that it is an etcd server");
    assertThatThrownBy(() -> programs().find(none, KEY))
        .hasMessage(KEY + " = " + none + ": no program is there");
    assertThatThrownBy(() -> programs().find(folder.toString(), KEY))
        .hasMessageContaining("no program is there");
  }

  @Test
  void pathComesBeforeTheCache() throws Exception {
    Path onPath = server("path/etcd", "3.4.1");
    server("cache/distribution/usr/bin/etcd", "3.5.1");
    server("cache/built/etcd", "3.6.1");
    assertThat(programs().find("", KEY).path()).isEqualTo(onPath);
    assertThat(programs().built()).map(one -> one.version().minor()).hasValue(6);
  }

  @Test
  void oneOnThePathThatWillNotDoIsPassedOverWithALine() throws Exception {
    server("path/etcd", "3.7.0");
    Path cached = server("cache/built/etcd", "3.6.1");
    assertThat(programs().find("", KEY).path()).isEqualTo(cached);
    assertThat(said)
        .singleElement()
        .asString()
        .endsWith("is etcd 3.7.0, and 3.4 to 3.6 are supported: passed over");
  }

  @Test
  void packageIsDownloadedOnce() throws Exception {
    distribution("3.4.23");
    Path place = folder.resolve("cache/distribution/usr/bin/etcd");
    assertThat(programs().find("", KEY))
        .isEqualTo(new EtcdProgram(place, new EtcdVersion(3, 4, 23)));
    assertThat(programs().find("", KEY).path()).isEqualTo(place);
    assertThat(programs().present()).isPresent();
    assertThat(said).singleElement().asString().startsWith("downloading etcd-server into ");
    assertThat(folder.resolve("cache/download.log")).hasContent("apt-get download etcd-server");
    assertThat(folder.resolve("cache")).isDirectoryNotContaining("glob:**/unpacking");
  }

  @Test
  void distributionsIsDownloadedThoughThereIsAnother() throws Exception {
    distribution("3.4.23");
    server("cache/built/etcd", "3.6.1");
    assertThat(programs().distribution(KEY).version().minor()).isEqualTo(4);
  }

  @Test
  void packageThatWillNotDoIsRefused() throws Exception {
    distribution("3.3.25");
    assertThatThrownBy(() -> programs().find("", KEY))
        .hasMessageContaining("the distribution's etcd-server has no server that will do")
        .hasMessageContaining(KEY);
    assertThat(said).anyMatch(line -> line.contains("is etcd 3.3.25"));
  }

  @Test
  void withoutAnyOneMessageNamesTheWaysToGetOne() {
    assertThatThrownBy(() -> programs().find("", KEY))
        .isInstanceOf(InstallException.class)
        .hasMessageStartingWith("no etcd server, and none could be downloaded: no apt-get here: ")
        .hasMessageContainingAll("of 3.4 to 3.6 in " + KEY, "on the PATH", "cache/built/etcd");
    assertThat(programs()).isNotNull();
  }

  @Test
  void failedDownloadNamesThemToo() throws Exception {
    distribution("3.4.23");
    program(folder.resolve("path/apt-get"), "echo no network; exit 100");
    assertThatThrownBy(() -> programs().find("", KEY))
        .hasMessageContainingAll("no network", "apt-get update", "Or: name an etcd server", KEY);
    assertThat(folder.resolve("cache/distribution")).doesNotExist();
  }

  @Test
  void whoComesSecondWaitsForTheFirst() throws Exception {
    distribution("3.4.23");
    Path lock = Files.createDirectories(folder.resolve("cache")).resolve(".lock");
    InstallLock first = InstallLock.tryAcquire(lock).orElseThrow();
    CompletableFuture<EtcdProgram> second;
    try {
      second =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return programs().find("", KEY);
                } catch (InstallException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      server("cache/distribution/usr/bin/etcd", "3.5.9");
    } finally {
      first.close();
    }
    EtcdProgram found = second.get(30, TimeUnit.SECONDS);
    assertThat(found.version()).isEqualTo(new EtcdVersion(3, 5, 9));
    assertThat(said).isEmpty();
  }
}
