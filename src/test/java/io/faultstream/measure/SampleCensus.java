package io.faultstream.measure;

import io.faultstream.history.MetricSample;
import io.faultstream.history.census.CensusSeries;
import java.util.HashMap;
import java.util.Map;

/** What processes held, written by hand. */
public final class SampleCensus {
  private SampleCensus() {}

  /** A process that holds so many sockets, ten more files, twenty threads and 64 MiB. */
  public static MetricSample of(String process, long pid, long atNanos, int sockets) {
    Map<String, Double> values = new HashMap<>();
    CensusSeries.PID.put(values, pid);
    CensusSeries.START.put(values, 1000 + pid);
    CensusSeries.SOCKETS.put(values, sockets);
    CensusSeries.FILES.put(values, sockets + 10);
    CensusSeries.THREADS.put(values, 20);
    CensusSeries.RESIDENT.put(values, 64 << 20);
    return new MetricSample(atNanos, CensusSeries.source(process), true, values);
  }

  /** A process that was gone. */
  public static MetricSample gone(String process, long atNanos) {
    return new MetricSample(atNanos, CensusSeries.source(process), false, Map.of());
  }
}
