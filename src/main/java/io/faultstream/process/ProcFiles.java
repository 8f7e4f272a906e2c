package io.faultstream.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads what the kernel says of processes under {@code /proc}. Stateless. */
final class ProcFiles {
  private static final Path PROC = Path.of("/proc");

  /** Fields after the command's closing parenthesis: the state is the first, see proc(5). */
  private static final int STATE = 0;

  /** Field 22 of the whole line, so the 20th after the parenthesis. */
  private static final int START_TICKS = 19;

  private ProcFiles() {}

  /**
   * One process as the kernel shows it.
   *
   * @param state state letter: R, S, D, T (stopped), t (traced), Z (zombie), X (dead), I
   * @param startTicks clock ticks from boot to its start
   */
  record Stat(char state, long startTicks) {}

  /** The process with this number, empty when there is none. */
  static Optional<Stat> stat(long pid) {
    try {
      byte[] bytes = Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve("stat"));
      return Optional.of(parse(new String(bytes, StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      // No such file, or ESRCH while reading: there is no such process (any more).
      return Optional.empty();
    }
  }

  /** Parses a line of {@code /proc/<pid>/stat}; the command may hold spaces and parentheses. */
  static Stat parse(String line) {
    String[] fields = line.substring(line.lastIndexOf(')') + 2).trim().split(" ", -1);
    return new Stat(fields[STATE].charAt(0), Long.parseLong(fields[START_TICKS]));
  }

  /** The kernel's name of this boot, empty text where it has none. */
  static String bootId() {
    return setting("kernel/random/boot_id");
  }

  /**
   * A setting under {@code /proc/sys}, empty text where it is not there. Read in one go: the kernel
   * gives nothing to a second read, and {@code Files.readString} begins with a single byte.
   */
  static String setting(String name) {
    try (BufferedReader in = Files.newBufferedReader(PROC.resolve("sys").resolve(name))) {
      String line = in.readLine();
      return line == null ? "" : line.strip();
    } catch (IOException e) {
      return "";
    }
  }
}
