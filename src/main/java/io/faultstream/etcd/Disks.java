package io.faultstream.etcd;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.faultstream.etcd.EtcdException.Reason;
import io.faultstream.etcd.disk.SyncDelay;
import io.faultstream.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The members' disks, which can be made slow. Thread-safe. */
public final class Disks {
  private final Members members;

  @GuardedBy("this")
  private final Map<String, SyncDelay> slow = new TreeMap<>();

  Disks(Members members) {
    this.members = members;
  }

  /**
   * Lets each sync of this member's files take longer from now on; in the journal like any process.
   *
   * @throws EtcdException when it is slow already, does not run, or cannot be traced
   */
  public synchronized void slow(String name, Duration delay)
      throws EtcdException, InterruptedException {
    Member member = members.of(name);
    ProcessIdentity victim =
        member
            .identity()
            .filter(ProcessIdentity::alive)
            .orElseThrow(() -> new EtcdException(Reason.OTHER, name + " is not running"));
    if (slow.containsKey(name)) {
      throw new EtcdException(Reason.OTHER, "the disk of " + name + " is slow already");
    }
    Path log = member.site().log().resolveSibling(name + "-disk.log");
    try {
      slow.put(
          name,
          SyncDelay.begin(
              new SyncDelay.Wish("slow disk of " + name, victim, delay, log), member.journal()));
    } catch (IOException e) {
      throw new EtcdException(Reason.OTHER, "no slow disk for " + name + ": " + e.getMessage(), e);
    }
  }

  /** Whether the kernel says that this member's syncs are being delayed. */
  public synchronized boolean slowed(String name) {
    SyncDelay delay = slow.get(name);
    return delay != null && delay.inForce();
  }

  /** Lets it be as fast as it is. Any number of times. */
  public synchronized void free(String name) throws EtcdException, InterruptedException {
    SyncDelay delay = slow.get(name);
    if (delay == null) {
      return;
    }
    try {
      if (!delay.end()) {
        throw new EtcdException(Reason.LATE, "what slows the disk of " + name + " did not end");
      }
      slow.remove(name);
    } catch (IOException e) {
      throw new EtcdException(Reason.OTHER, "the disk of " + name + " stays slow: " + e, e);
    }
  }

  /**
   * All of them.
   *
   * @param left takes what is left, a sentence each
   * @return whether somebody waits for this thread
   */
  synchronized boolean freeAll(List<String> left) {
    boolean interrupted = false;
    for (String name : List.copyOf(slow.keySet())) {
      try {
        interrupted |= freedDespite(name);
      } catch (EtcdException e) {
        left.add(String.valueOf(e.getMessage()));
      } catch (InterruptedException e) {
        interrupted = true;
        left.add("the disk of " + name + " stays slow: interrupted twice");
      }
    }
    return interrupted;
  }

  /** Tries once more when it was interrupted; whether it was. */
  private boolean freedDespite(String name) throws EtcdException, InterruptedException {
    try {
      free(name);
      return false;
    } catch (InterruptedException e) {
      free(name);
      return true;
    }
  }
}
