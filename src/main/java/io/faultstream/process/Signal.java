package io.faultstream.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The signals that faults and endings need. A signal goes to exactly one identity: a number that
 * was given to another process meanwhile is never hit. STOP and CONT need the {@code kill} program.
 */
public enum Signal {
  /** Ask it to end. */
  TERM,
  /** End it; works on a stopped process too. */
  KILL,
  /** Stop it as a hung process stops: it keeps its connections and says nothing. */
  STOP,
  /** Let a stopped one go on. */
  CONT;

  private static final long KILL_PROGRAM_SECONDS = 5;

  /** Whether this machine can send it: Linux, and {@code kill} on the PATH for STOP and CONT. */
  public boolean available() {
    boolean linux = Files.isReadable(Path.of("/proc/self/stat"));
    return linux && (this == TERM || this == KILL || Programs.find("kill").isPresent());
  }

  /**
   * Sends it.
   *
   * @return whether the process was there to receive it
   * @throws IOException when the process is there and the signal could not be sent
   * @throws InterruptedException when interrupted while the {@code kill} program runs
   */
  public boolean sendTo(ProcessIdentity process) throws IOException, InterruptedException {
    if (!process.alive()) {
      return false;
    }
    boolean sent =
        switch (this) {
          case TERM -> handle(process).map(ProcessHandle::destroy).orElse(false);
          case KILL -> handle(process).map(ProcessHandle::destroyForcibly).orElse(false);
          case STOP, CONT -> byProgram(process);
        };
    if (!sent && process.alive()) {
      throw new IOException("SIG" + this + " could not be sent to " + process);
    }
    return sent;
  }

  private static Optional<ProcessHandle> handle(ProcessIdentity process) {
    return ProcessHandle.of(process.pid()).filter(any -> process.alive());
  }

  private boolean byProgram(ProcessIdentity process) throws IOException, InterruptedException {
    Path kill =
        Programs.find("kill")
            .orElseThrow(() -> new IOException("no 'kill' program on the PATH, for SIG" + this));
    Process run =
        new ProcessBuilder(List.of(kill.toString(), "-s", name(), Long.toString(process.pid())))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!run.waitFor(KILL_PROGRAM_SECONDS, TimeUnit.SECONDS)) {
      run.destroyForcibly();
      throw new IOException("'kill' did not end within " + KILL_PROGRAM_SECONDS + " s");
    }
    return run.exitValue() == 0;
  }
}
