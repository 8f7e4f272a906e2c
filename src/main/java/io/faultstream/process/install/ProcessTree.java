package io.faultstream.process.install;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process and those that it started, to be ended from any thread, also before it is started. */
final class ProcessTree {
  private static final int GONE_WITHIN_SECONDS = 5;

  private final List<Process> started = new ArrayList<>();
  private boolean over;

  /** Starts it; fails once the end was asked for. */
  synchronized Process start(ProcessBuilder builder) throws IOException {
    if (over) {
      throw new IOException("this process is ending");
    }
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /** Kills all of it and waits until all are gone. Any number of times. */
  synchronized void end() {
    over = true;
    for (Process process : started) {
      List<ProcessHandle> others = process.descendants().toList();
      process.destroyForcibly();
      others.forEach(ProcessHandle::destroyForcibly);
      awaitExit(process.toHandle());
      others.forEach(ProcessTree::awaitExit);
    }
  }

  private static void awaitExit(ProcessHandle process) {
    process.onExit().completeOnTimeout(process, GONE_WITHIN_SECONDS, TimeUnit.SECONDS).join();
  }
}
