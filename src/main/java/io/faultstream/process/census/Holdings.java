package io.faultstream.process.census;

import io.faultstream.process.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one process holds of the machine at one moment, from {@code /proc/<pid>}. A process that
 * reads its own has one descriptor more, by which it reads, each time. Taking it is stateless and
 * safe from any thread; with 60 descriptors it takes about a third of a millisecond.
 *
 * @param files open file descriptors, sockets among them
 * @param sockets those that are sockets
 * @param threads threads
 * @param residentBytes resident set, bytes
 */
public record Holdings(int files, int sockets, int threads, long residentBytes) {
  private static final Path PROC = Path.of("/proc");
  private static final String THREADS = "Threads:";
  private static final String RESIDENT = "VmRSS:";
  private static final long KIB = 1024;

  /** Whether this machine tells it at all: Linux. */
  public static boolean told() {
    return Files.isDirectory(PROC.resolve("self").resolve("fd"));
  }

  /** Of this process and no other; empty when it is gone, or is not ours to look into. */
  public static Optional<Holdings> of(ProcessIdentity process) {
    return process.alive() ? read(PROC, process.pid()) : Optional.empty();
  }

  /** The same where the kernel tells it in another place. */
  static Optional<Holdings> read(Path proc, long pid) {
    Path folder = proc.resolve(Long.toString(pid));
    int files = 0;
    int sockets = 0;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder.resolve("fd"))) {
      for (Path descriptor : all) {
        files++;
        sockets += isSocket(descriptor) ? 1 : 0;
      }
      byte[] bytes = Files.readAllBytes(folder.resolve("status"));
      String status = new String(bytes, StandardCharsets.ISO_8859_1);
      OptionalLong threads = number(status, THREADS);
      OptionalLong resident = number(status, RESIDENT);
      // A process that is ending has no memory any more.
      return threads.isEmpty() || resident.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Holdings(files, sockets, (int) threads.getAsLong(), resident.getAsLong() * KIB));
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      // It ended meanwhile, or belongs to somebody else: nothing is known of it.
      return Optional.empty();
    }
  }

  /** One that was closed since the list was made is none. */
  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException e) {
      return false;
    }
  }

  /** The number behind a word at the start of a line, see proc_pid_status(5). */
  private static OptionalLong number(String status, String word) {
    return status
        .lines()
        .filter(line -> line.startsWith(word))
        .map(line -> line.substring(word.length()).strip().split(" ", -1)[0])
        .mapToLong(Long::parseLong)
        .findFirst();
  }
}
