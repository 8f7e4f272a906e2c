package io.faultstream.experiment.generator;

import com.sun.management.UnixOperatingSystemMXBean;
import io.faultstream.history.generator.GeneratorSeries;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this JVM and the kernel say of how the generator is off: pauses of the garbage collector,
 * heap, open files against their limit, and on Linux the share of CPU time that a hypervisor took
 * away and the time in which tasks of this machine waited for a CPU. What is not told is left out.
 * Stateless.
 *
 * @param proc where the kernel tells it, {@code /proc}
 */
public record Machine(Path proc) {
  /** user, nice, system, idle, iowait, irq, softirq, steal; what guests used is in user already. */
  private static final int PARTS = 8;

  private static final Pattern SOME =
      Pattern.compile("some avg10=([0-9.]+) avg60=[0-9.]+ avg300=[0-9.]+ total=([0-9]+)");

  /** Collectors that name the part which runs beside the program; it holds no thread. */
  private static final Pattern BESIDE = Pattern.compile(".*(Concurrent|Cycles).*");

  /** This machine. */
  public static Machine real() {
    return new Machine(Path.of("/proc"));
  }

  /** All that is told now, by the keys of {@link GeneratorSeries}. */
  public Map<String, Double> read() {
    Map<String, Double> values = new HashMap<>();
    jvm(values);
    lines("stat").stream().findFirst().ifPresent(line -> processors(line, values));
    lines("pressure/cpu").stream().findFirst().ifPresent(line -> pressure(line, values));
    return values;
  }

  private static void jvm(Map<String, Double> values) {
    Runtime runtime = Runtime.getRuntime();
    GeneratorSeries.HEAP_USED.put(values, runtime.totalMemory() - runtime.freeMemory());
    double pauses = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      boolean holds = !BESIDE.matcher(collector.getName()).matches();
      pauses += holds ? Math.max(0, collector.getCollectionTime()) : 0;
    }
    GeneratorSeries.GC_PAUSES.put(values, pauses);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        && unix.getOpenFileDescriptorCount() >= 0
        && unix.getMaxFileDescriptorCount() > 0) {
      GeneratorSeries.OPEN_FILES.put(values, unix.getOpenFileDescriptorCount());
      GeneratorSeries.MAX_FILES.put(values, unix.getMaxFileDescriptorCount());
    }
  }

  /** A line {@code cpu <user> <nice> …}, see proc(5); an old kernel has no steal. */
  private static void processors(String line, Map<String, Double> values) {
    String[] words = line.trim().split("\\s+", -1);
    if (!words[0].equals("cpu") || words.length <= PARTS) {
      return;
    }
    double all = 0;
    for (int i = 1; i <= PARTS; i++) {
      all += Double.parseDouble(words[i]);
    }
    GeneratorSeries.CPU_TICKS.put(values, all);
    GeneratorSeries.STEAL_TICKS.put(values, Double.parseDouble(words[PARTS]));
  }

  private static void pressure(String line, Map<String, Double> values) {
    Matcher some = SOME.matcher(line);
    if (some.matches()) {
      GeneratorSeries.CPU_PRESSURE_10.put(values, Double.parseDouble(some.group(1)));
      GeneratorSeries.CPU_PRESSURE.put(values, Double.parseDouble(some.group(2)));
    }
  }

  /** A kernel without this file, or another system: nothing is told. */
  private List<String> lines(String name) {
    try {
      return Files.readAllLines(proc.resolve(name));
    } catch (IOException e) {
      return List.of();
    }
  }
}
