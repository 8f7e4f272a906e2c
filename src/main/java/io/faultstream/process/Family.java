package io.faultstream.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process that we started and those that it started itself, as engines do that compute in
 * processes of their own. They are found by a mark in their environment, which they inherit, so
 * that they are found also when the first one is gone; one that clears its environment is not.
 * Asking is stateless and safe from any thread; Linux only.
 *
 * @param first the process that we started
 * @param mark its mark, unlike that of any other process of this boot
 */
public record Family(ProcessIdentity first, String mark) {
  /** The environment variable that holds the mark. */
  static final String VARIABLE = "FAULTSTREAM_PROCESS";

  private static final String DATA = "mark";
  private static final AtomicLong COUNT = new AtomicLong();

  /** A mark that nobody has had: of this JVM, and counted in it. */
  static String newMark() {
    ProcessIdentity ours = ProcessIdentity.ours();
    return ours.pid() + "-" + ours.startTicks() + "-" + COUNT.incrementAndGet();
  }

  /** Those that are alive, without the first. */
  public List<ProcessIdentity> others() {
    List<ProcessIdentity> others = new ArrayList<>();
    if (mark.isEmpty()) {
      return others;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
      for (Path process : all) {
        bearer(process).filter(one -> !one.equals(first)).ifPresent(others::add);
      }
    } catch (IOException e) {
      // No such directory: nobody is found on this system.
      return others;
    }
    return others;
  }

  private Optional<ProcessIdentity> bearer(Path process) {
    Optional<ProcessIdentity> identity =
        ProcessIdentity.of(Long.parseLong(process.getFileName().toString()))
            .filter(ProcessIdentity::alive);
    return identity.filter(any -> marked(process.resolve("environ")));
  }

  private boolean marked(Path environment) {
    try {
      String text = new String(Files.readAllBytes(environment), StandardCharsets.ISO_8859_1);
      return ("\0" + text).contains("\0" + VARIABLE + "=" + mark + "\0");
    } catch (IOException e) {
      // It is gone, or another user's: none of ours.
      return false;
    }
  }

  /** Whether any of them is alive. */
  boolean alive() {
    return first.alive() || !others().isEmpty();
  }

  /** For a journal; {@link #from} reads it back. */
  Map<String, String> asMap() {
    Map<String, String> map = new java.util.TreeMap<>(first.asMap());
    map.put(DATA, mark);
    return map;
  }

  /** Reads what {@link #asMap} wrote; without a mark there is only the first. */
  static Family from(Map<String, String> map) {
    return new Family(ProcessIdentity.from(map), map.getOrDefault(DATA, ""));
  }
}
