package io.faultstream.etcd.disk;

import io.faultstream.process.ChildProcess;
import io.faultstream.process.Journal;
import io.faultstream.process.Launch;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.process.Programs;
import io.faultstream.time.Poll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A disk that is slow for one process: {@code strace} is attached to it and lets each of its {@code
 * fsync} and {@code fdatasync} wait before it begins. When {@code strace} ends, however that is,
 * the kernel lets the process go on as before. Thread-safe.
 */
public final class SyncDelay {
  private static final String STRACE = "strace";
  private static final Duration ATTACHES_WITHIN = Duration.ofSeconds(5);
  private static final Duration EVERY = Duration.ofMillis(20);
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final String TRACER = "TracerPid:";

  private final ProcessIdentity victim;
  private final ChildProcess tracer;

  private SyncDelay(ProcessIdentity victim, ChildProcess tracer) {
    this.victim = victim;
    this.tracer = tracer;
  }

  /**
   * What is slowed, by how much.
   *
   * @param name for people, also in the journal
   * @param victim the process
   * @param delay of each sync
   * @param log where it is written down, appended: a line a sync
   */
  public record Wish(String name, ProcessIdentity victim, Duration delay, Path log) {
    private List<String> words() {
      return List.of(
          STRACE,
          "-qq",
          "-f",
          "-p",
          Long.toString(victim.pid()),
          "-e",
          "trace=fdatasync,fsync",
          "-e",
          "signal=none",
          "-e",
          "inject=fdatasync,fsync:delay_enter=" + delay.toNanos() / 1000);
    }
  }

  /**
   * Attaches; done when the kernel says that all threads of the process are traced.
   *
   * @throws IOException when it cannot be, with the end of what {@code strace} said
   * @throws InterruptedException when interrupted meanwhile
   */
  public static SyncDelay begin(Wish wish, Journal journal)
      throws IOException, InterruptedException {
    SyncDelay delay =
        new SyncDelay(
            wish.victim(),
            ChildProcess.start(
                new Launch(wish.name(), wish.words(), Map.of(), wish.log()), journal));
    boolean attached = false;
    try {
      attached =
          Poll.until(
                  ATTACHES_WITHIN,
                  EVERY,
                  () ->
                      Optional.of(true)
                          .filter(any -> delay.inForce() || !delay.tracer.identity().alive()))
              .filter(any -> delay.inForce())
              .isPresent();
    } finally {
      if (!attached) {
        delay.end();
      }
    }
    if (!attached) {
      throw new IOException(
          wish.name() + " did not attach: " + String.join("; ", delay.tracer.tail(3)));
    }
    return delay;
  }

  /** Whether the kernel says that it traces all threads of its process. */
  public boolean inForce() {
    List<Long> tracers = tracers(victim.pid());
    long own = tracer.identity().pid();
    return victim.alive() && !tracers.isEmpty() && tracers.stream().allMatch(one -> one == own);
  }

  /**
   * Ends it. Any number of times.
   *
   * @return whether it is proven gone
   * @throws IOException when it cannot be
   * @throws InterruptedException when interrupted meanwhile
   */
  public boolean end() throws IOException, InterruptedException {
    return tracer.end(GRACE);
  }

  /** Who traces each thread of a process, 0: nobody; empty when the process is gone. */
  private static List<Long> tracers(long pid) {
    List<Long> all = new ArrayList<>();
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path thread : threads.toList()) {
        tracer(thread.resolve("status")).ifPresent(all::add);
      }
    } catch (IOException e) {
      return List.of();
    }
    return all;
  }

  /** Empty for a thread that has ended meanwhile. */
  private static Optional<Long> tracer(Path status) {
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith(TRACER))
          .map(line -> Long.parseLong(line.substring(TRACER.length()).strip()))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Why no disk can be slowed on this machine, one sentence; empty when one can. Tried on a process
   * of ours that does nothing else.
   *
   * @throws InterruptedException when interrupted meanwhile
   */
  public static Optional<String> refusal() throws InterruptedException {
    Optional<Path> strace = Programs.find(STRACE);
    Optional<Path> sleep = Programs.find("sleep");
    if (strace.isEmpty() || sleep.isEmpty()) {
      return Optional.of("it needs strace (and sleep, to try it) on the PATH");
    }
    List<Process> started = new ArrayList<>();
    try {
      Process child = start(started, List.of(sleep.get().toString(), "30"));
      String pid = Long.toString(child.pid());
      Process tracer = start(started, List.of(strace.get().toString(), "-qq", "-p", pid));
      boolean attached =
          Poll.until(
                  ATTACHES_WITHIN,
                  EVERY,
                  () -> Optional.of(true).filter(any -> traces(tracer, child) || !tracer.isAlive()))
              .filter(any -> traces(tracer, child))
              .isPresent();
      return attached
          ? Optional.empty()
          : Optional.of("strace may not attach to a process here: ptrace is not permitted");
    } catch (IOException e) {
      return Optional.of("strace cannot be tried: " + e.getMessage());
    } finally {
      started.forEach(Process::destroyForcibly);
    }
  }

  private static Process start(List<Process> started, List<String> words) throws IOException {
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    started.add(process);
    return process;
  }

  private static boolean traces(Process tracer, Process child) {
    return tracers(child.pid()).contains(tracer.pid());
  }
}
