package io.faultstream.history.generator;

import io.faultstream.history.MetricSample;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The generator's own figures, sampled each second with the source {@value #SOURCE}. One that this
 * machine does not tell is left out of a sample: it is unknown, never 0.
 */
public enum GeneratorSeries {
  /** Requests that are open. */
  OPEN_REQUESTS("open_requests"),
  /** Streams that have had a token and are open. */
  STREAMS("streams"),
  /** Heap in use, bytes. */
  HEAP_USED("heap_used_bytes"),
  /** Time in which the garbage collector held all threads, milliseconds since the JVM's start. */
  GC_PAUSES("gc_millis_total"),
  /** How far the wall clock has moved against the monotonic one, milliseconds. */
  CLOCK_STEP("clock_step_millis"),
  /** Longest wait of a task on an event loop since the sample before, milliseconds. */
  LOOP_LAG("loop_lag_max_millis"),
  /** Time of all CPUs together, in clock ticks since boot. */
  CPU_TICKS("cpu_ticks_total"),
  /** The part of it that the hypervisor gave to others although this machine wanted it. */
  STEAL_TICKS("cpu_steal_ticks_total"),
  /** Time in which a task that could have run waited for a CPU, microseconds since boot. */
  CPU_PRESSURE("cpu_pressure_some_micros_total"),
  /** The same as a share of the last ten seconds, per cent, by the kernel's own average. */
  CPU_PRESSURE_10("cpu_pressure_some_avg10"),
  /** Files and sockets that this process has open. */
  OPEN_FILES("open_files"),
  /** How many it may have. */
  MAX_FILES("max_files");

  /** The source of these samples. */
  public static final String SOURCE = "generator";

  private final String key;

  GeneratorSeries(String key) {
    this.key = key;
  }

  /** Its name in {@code metrics.jsonl}. */
  public String key() {
    return key;
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
