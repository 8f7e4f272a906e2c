package io.faultstream.history.census;

import io.faultstream.history.MetricSample;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a process holds of the machine, sampled each second and once after the last request, for the
 * generator and for each process of the target that we started. The source of such a sample is
 * {@link #source} of its name; one that is not ok says that the process was gone.
 */
public enum CensusSeries {
  /** Number of the process: another number is another process. */
  PID("pid"),
  /** Its start, clock ticks since boot: a number may be given out again. */
  START("start_ticks"),
  /** File descriptors, sockets among them. */
  FILES("open_files"),
  /** Sockets. */
  SOCKETS("open_sockets"),
  /** Threads. */
  THREADS("threads"),
  /** Resident set, bytes. */
  RESIDENT("resident_bytes");

  private final String key;

  CensusSeries(String key) {
    this.key = key;
  }

  /** The source of the samples of a process: {@code process:worker-0}. */
  public static String source(String process) {
    return MetricSample.PROCESS + process;
  }

  /** Whether a sample is of a process. */
  public static boolean isOf(MetricSample sample) {
    return sample.source().startsWith(MetricSample.PROCESS);
  }

  /** The name of the process that a sample is of. */
  public static String process(MetricSample sample) {
    return sample.source().substring(MetricSample.PROCESS.length());
  }

  /** Its value in a sample; empty where it is unknown. */
  public OptionalDouble in(MetricSample sample) {
    Double value = sample.values().get(key);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Adds its value. */
  public void put(Map<String, Double> values, Number value) {
    values.put(key, value.doubleValue());
  }
}
