package io.faultstream.process;

import java.util.Map;
import java.util.Optional;

/**
 * One process and no other: its number alone may be given to another process later, so its start
 * and the boot belong to it. Asking is stateless and safe from any thread; Linux only, elsewhere no
 * process is ever found.
 *
 * @param pid the process number
 * @param startTicks its start in clock ticks since boot, from {@code /proc/<pid>/stat}
 * @param bootId the kernel's id of the boot it was started in
 */
public record ProcessIdentity(long pid, long startTicks, String bootId) {
  private static final String BOOT_ID = ProcFiles.bootId();

  /** The process that has this number now, empty when there is none. */
  public static Optional<ProcessIdentity> of(long pid) {
    return ProcFiles.stat(pid).map(stat -> new ProcessIdentity(pid, stat.startTicks(), BOOT_ID));
  }

  /** One that we have just started; when it has ended already, an identity that is never alive. */
  static ProcessIdentity ofStarted(long pid) {
    return of(pid).orElseGet(() -> new ProcessIdentity(pid, -1, BOOT_ID));
  }

  /** This very JVM. */
  public static ProcessIdentity ours() {
    return of(ProcessHandle.current().pid())
        .orElseGet(() -> new ProcessIdentity(ProcessHandle.current().pid(), 0, BOOT_ID));
  }

  /** The state letter (R, S, D, T, Z …), empty when this process is gone. */
  public Optional<Character> state() {
    if (!bootId.equals(BOOT_ID)) {
      return Optional.empty();
    }
    return ProcFiles.stat(pid)
        .filter(stat -> stat.startTicks() == startTicks)
        .map(ProcFiles.Stat::state);
  }

  /** Whether it runs or could run again; a zombie or a dead one is not alive. */
  public boolean alive() {
    return state().filter(letter -> letter != 'Z' && letter != 'X').isPresent();
  }

  /** Whether it is stopped by a signal. */
  public boolean stopped() {
    return state().filter(letter -> letter == 'T').isPresent();
  }

  /** For a journal; {@link #from} reads it back. */
  public Map<String, String> asMap() {
    return Map.of(
        "pid", Long.toString(pid), "startTicks", Long.toString(startTicks), "bootId", bootId);
  }

  /**
   * Reads what {@link #asMap} wrote.
   *
   * @throws IllegalArgumentException when a part is missing or no number
   */
  public static ProcessIdentity from(Map<String, String> map) {
    String pid = map.get("pid");
    String startTicks = map.get("startTicks");
    String bootId = map.get("bootId");
    if (pid == null || startTicks == null || bootId == null) {
      throw new IllegalArgumentException("no process identity in " + map);
    }
    return new ProcessIdentity(Long.parseLong(pid), Long.parseLong(startTicks), bootId);
  }

  @Override
  public String toString() {
    return "pid " + pid;
  }
}
