package io.faultstream.network.proxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who dialled a connection of this machine, as the kernel tells it: the socket by its two ports,
 * see proc(5) on {@code /proc/net/tcp}, and the process that holds it. Thread-safe.
 */
final class Diallers {
  private static final Path PROC = Path.of("/proc");

  /** Fields of a line: the number in the table, then these. */
  private static final int LOCAL = 1;

  private static final int REMOTE = 2;
  private static final int INODE = 9;
  private static final int HEX = 16;

  private final Map<String, Long> processes = new ConcurrentHashMap<>();
  private final Path proc;

  /** Of this machine. */
  Diallers() {
    this(PROC);
  }

  /** As the files below this folder tell it. */
  Diallers(Path proc) {
    this.proc = proc;
  }

  /** Whether this machine tells it: Linux. */
  static boolean told() {
    return Files.isReadable(PROC.resolve("net").resolve("tcp"));
  }

  /** A process that may dial. */
  void knows(String name, long pid) {
    processes.put(name, pid);
  }

  /**
   * Whose process holds the socket at the dialling end; empty when nobody's that is known, or when
   * it is closed already.
   */
  Optional<String> of(int diallerPort, int dialledPort) {
    return inode(diallerPort, dialledPort).flatMap(this::holder);
  }

  private Optional<String> inode(int local, int remote) {
    for (String table : List.of("tcp", "tcp6")) {
      Optional<String> found = inode(proc.resolve("net").resolve(table), local, remote);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inode(Path table, int local, int remote) {
    try (BufferedReader lines = Files.newBufferedReader(table)) {
      return lines
          .lines()
          .map(line -> line.strip().split("\\s+", -1))
          .filter(fields -> fields.length > INODE)
          .filter(fields -> port(fields[LOCAL]) == local && port(fields[REMOTE]) == remote)
          .map(fields -> fields[INODE])
          .filter(inode -> !inode.equals("0"))
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      // No such table here, or it cannot be read now: it is asked for again.
      return Optional.empty();
    }
  }

  /** Behind the address; the heading has none. */
  private static int port(String address) {
    int colon = address.indexOf(':');
    return colon < 0 ? -1 : Integer.parseInt(address.substring(colon + 1), HEX);
  }

  private Optional<String> holder(String inode) {
    return processes.entrySet().stream()
        .filter(one -> holds(one.getValue(), "socket:[" + inode + "]"))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private boolean holds(long pid, String socket) {
    Path folder = proc.resolve(Long.toString(pid)).resolve("fd");
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path descriptor : all) {
        if (leadsTo(descriptor, socket)) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // It ended meanwhile.
      return false;
    }
    return false;
  }

  private static boolean leadsTo(Path descriptor, String socket) {
    try {
      return Files.readSymbolicLink(descriptor).toString().equals(socket);
    } catch (IOException e) {
      // Closed since the list was made.
      return false;
    }
  }
}
