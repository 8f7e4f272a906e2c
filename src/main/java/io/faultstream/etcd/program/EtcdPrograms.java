package io.faultstream.etcd.program;

import io.faultstream.process.install.DistributionPackage;
import io.faultstream.process.install.InstallException;
import io.faultstream.process.install.InstallLock;
import io.faultstream.time.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Finds an etcd server: the one named in the settings, the one on the PATH, one in the cache, or
 * the distribution's package, which is downloaded and unpacked into the cache without root. A
 * server of a version that is not supported is refused when it was named, and passed over with a
 * line when it was only found. Safe from any thread.
 *
 * @param cache our folder for etcd servers, made where it is not there
 * @param programs finds a program by its name
 * @param progress takes a line for each download, and for each server that will not do
 */
public record EtcdPrograms(
    Path cache, Function<String, Optional<Path>> programs, Consumer<String> progress) {
  private static final String NAME = "etcd";
  private static final String PACKAGE = "etcd-server";

  /** Where the distribution's package is unpacked, below the cache. */
  private static final String UNPACKED = "distribution";

  /** Where the module that builds a newer server puts it, below the cache. */
  private static final String BUILT = "built";

  /** The distribution's packages have their programs in one of these. */
  private static final List<String> FOLDERS = List.of("usr/bin", "usr/sbin");

  /** As long as one may have to wait for another process' download. */
  private static final Duration LOCK_WITHIN = Duration.ofMinutes(16);

  private static final Duration LOCK_EVERY = Duration.ofMillis(200);

  /**
   * A server; may download one, which takes seconds to minutes.
   *
   * @param asked the path from the settings, empty: look for one
   * @param key the setting, for messages
   * @throws InstallException when there is none: one message that names the ways to get one
   * @throws InterruptedException when interrupted meanwhile
   */
  public EtcdProgram find(String asked, String key) throws InstallException, InterruptedException {
    if (!asked.isEmpty()) {
      return named(asked, key);
    }
    Optional<EtcdProgram> present = present();
    return present.isPresent() ? present.orElseThrow() : distribution(key);
  }

  /**
   * The one of the distribution, from the cache or downloaded into it, whatever else there is.
   *
   * @param key the setting, for messages
   * @throws InstallException when there is none: one message that names the ways to get one
   * @throws InterruptedException when interrupted meanwhile
   */
  public EtcdProgram distribution(String key) throws InstallException, InterruptedException {
    Optional<EtcdProgram> unpacked = firstUsable(unpacked(cache.resolve(UNPACKED)));
    return unpacked.isPresent() ? unpacked.orElseThrow() : downloaded(key);
  }

  /**
   * One that is on the PATH or in the cache, without downloading.
   *
   * @throws InterruptedException when interrupted meanwhile
   */
  public Optional<EtcdProgram> present() throws InterruptedException {
    List<Path> candidates = new ArrayList<>();
    programs.apply(NAME).ifPresent(candidates::add);
    candidates.addAll(unpacked(cache.resolve(UNPACKED)));
    candidates.add(builtProgram());
    return firstUsable(candidates);
  }

  private Optional<EtcdProgram> firstUsable(List<Path> candidates) throws InterruptedException {
    for (Path candidate : candidates) {
      if (Files.isExecutable(candidate)) {
        Optional<EtcdProgram> program = usable(candidate);
        if (program.isPresent()) {
          return program;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The newer server that was built into the cache, empty when there is none that will do.
   *
   * @throws InterruptedException when interrupted meanwhile
   */
  public Optional<EtcdProgram> built() throws InterruptedException {
    return firstUsable(List.of(builtProgram()));
  }

  private Path builtProgram() {
    return cache.resolve(BUILT).resolve(NAME);
  }

  private Optional<EtcdProgram> usable(Path program) throws InterruptedException {
    Optional<EtcdVersion> version = VersionProbe.ask(program);
    if (version.isEmpty()) {
      progress.accept(program + " does not say that it is an etcd server: passed over");
    } else if (!version.orElseThrow().supported()) {
      progress.accept(program + " " + unsupported(version.orElseThrow()) + ": passed over");
    }
    return version.filter(EtcdVersion::supported).map(found -> new EtcdProgram(program, found));
  }

  private static String unsupported(EtcdVersion version) {
    return "is etcd " + version + ", and " + EtcdVersion.SUPPORTED + " are supported";
  }

  private static EtcdProgram named(String asked, String key)
      throws InstallException, InterruptedException {
    Path path = Path.of(asked);
    if (!Files.isRegularFile(path) || !Files.isExecutable(path)) {
      throw new InstallException(key + " = " + asked + ": no program is there");
    }
    EtcdVersion version =
        VersionProbe.ask(path)
            .orElseThrow(
                () ->
                    new InstallException(
                        key + " = " + asked + " does not say that it is an etcd server"));
    if (!version.supported()) {
      throw new InstallException(key + " = " + asked + " " + unsupported(version));
    }
    return new EtcdProgram(path.toAbsolutePath(), version);
  }

  private EtcdProgram downloaded(String key) throws InstallException, InterruptedException {
    String ways =
        "name an etcd server of "
            + EtcdVersion.SUPPORTED
            + " in "
            + key
            + ", put one on the PATH, or put one at "
            + builtProgram();
    try {
      download(ways);
    } catch (InstallException e) {
      String why = String.valueOf(e.getMessage());
      throw new InstallException(
          "no etcd server, and none could be downloaded: "
              + why
              + (why.contains(ways) ? "" : "\nOr: " + ways));
    } catch (IOException e) {
      throw new InstallException("no etcd server, and cannot write to " + cache + ": " + e);
    }
    return firstUsable(unpacked(cache.resolve(UNPACKED)))
        .orElseThrow(
            () ->
                new InstallException(
                    "the distribution's " + PACKAGE + " has no server that will do: " + ways));
  }

  private void download(String ways) throws InstallException, IOException, InterruptedException {
    Files.createDirectories(cache);
    InstallLock lock = lock();
    try {
      if (unpacked(cache.resolve(UNPACKED)).isEmpty()) {
        progress.accept("downloading " + PACKAGE + " into " + cache + " …");
        unpackPackage(ways);
      }
    } finally {
      lock.close();
    }
  }

  /** Whoever has it is downloading the same. */
  private InstallLock lock() throws InstallException, IOException, InterruptedException {
    try {
      return Poll.until(LOCK_WITHIN, LOCK_EVERY, this::tryLock)
          .orElseThrow(() -> new InstallException("another process is downloading into " + cache));
    } catch (UncheckedIOException e) {
      throw new IOException(e.getCause());
    }
  }

  private Optional<InstallLock> tryLock() {
    try {
      return InstallLock.tryAcquire(cache.resolve(".lock"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Beside its place, and then moved there whole: half a program is never found. */
  private void unpackPackage(String ways)
      throws InstallException, IOException, InterruptedException {
    Path fresh = cache.resolve("unpacking");
    new DistributionPackage(PACKAGE, programs, ways).unpack(fresh, cache.resolve("download.log"));
    Files.move(fresh, cache.resolve(UNPACKED), StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<Path> unpacked(Path folder) {
    return FOLDERS.stream()
        .map(one -> folder.resolve(one).resolve(NAME))
        .filter(Files::isExecutable)
        .toList();
  }
}
