package io.faultstream.load;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.faultstream.history.Observation;
import io.faultstream.load.LoadEnd.Cost;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** What this process has used since a number of requests had ended. Thread-safe. */
final class Meter {
  private final long warm;
  private final LongAdder events = new LongAdder();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicReference<Cost> begin = new AtomicReference<>();

  Meter(long warm) {
    this.warm = warm;
    if (warm == 0) {
      begin.set(now(0));
    }
  }

  void gap() {
    events.increment();
  }

  void observation(Observation observation) {
    if (observation.hasToken()) {
      events.increment();
    }
    long ended = requests.incrementAndGet();
    if (ended == warm) {
      begin.set(now(ended));
    }
  }

  Cost cost() {
    Cost now = now(requests.get());
    Cost before = begin.get();
    return now.minus(before == null ? now : before);
  }

  private Cost now(long ended) {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      allocated += Math.max(0, bytes);
    }
    return new Cost(System.nanoTime(), system.getProcessCpuTime(), allocated, events.sum(), ended);
  }
}
