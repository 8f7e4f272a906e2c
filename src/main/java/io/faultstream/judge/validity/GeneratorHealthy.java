package io.faultstream.judge.validity;

import io.faultstream.history.generator.GeneratorSeries;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.judge.validity.GeneratorReadings.Worst;
import io.faultstream.spec.ClaimSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * The generator had what it needs in every judged phase, so that what it measured is the target's
 * doing and not its own. Each figure is that of the worst phase; limits, wide enough for a laptop
 * and for a shared machine:
 *
 * <ul>
 *   <li>{@code maxLoopLagMillis}, the longest wait of a task on an event loop, default 1000: half
 *       of what a migration may pause.
 *   <li>{@code maxGcShare}, time in pauses of the garbage collector, default 0.1.
 *   <li>{@code maxStealShare}, CPU time that the hypervisor gave to others, default 0.25.
 *   <li>{@code maxPressureShare}, time in which some task of the machine waited for a CPU, default
 *       1, so that it is shown and voids nothing: a full machine may serve its generator in time
 *       all the same (99.9 % was seen with a lag of 0.2 s and a lateness within its limit), and one
 *       that does not shows it in lag and lateness. For a machine of one's own 0.5 is much.
 *   <li>{@code maxFilesShare}, open files and sockets of the limit of this process, default 0.8.
 * </ul>
 *
 * <p>Loop lag and pauses are measured by the generator itself: without them the claim is undecided.
 * What the kernel does not tell is unknown, said, and decided by the rest.
 */
public final class GeneratorHealthy implements Claim {
  public static final String ID = "generator-healthy";
  private static final String LAG = "maxLoopLagMillis";
  private static final String GC = "maxGcShare";
  private static final String STEAL = "maxStealShare";
  private static final String PRESSURE = "maxPressureShare";
  private static final String FILES = "maxFilesShare";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String subject() {
    return VALIDITY;
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(LAG, 1000.0, GC, 0.1, STEAL, 0.25, PRESSURE, 1.0, FILES, 0.8);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "the generator was not starved: event loops late by at most "
        + Wording.millis(asked.limit(LAG))
        + ", at most "
        + Wording.percent(asked.limit(GC))
        + " in pauses, "
        + Wording.percent(asked.limit(STEAL))
        + " of its CPU stolen, "
        + (asked.limit(PRESSURE) < 1
            ? Wording.percent(asked.limit(PRESSURE)) + " under CPU pressure, "
            : "")
        + Wording.percent(asked.limit(FILES))
        + " of its files open";
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    GeneratorReadings readings = GeneratorReadings.of(run);
    List<Figure> figures =
        List.of(
            new Figure("event-loop lag", readings.largest(GeneratorSeries.LOOP_LAG), LAG, true),
            new Figure("GC pauses", readings.ofTime(GeneratorSeries.GC_PAUSES, 1e-3), GC, true),
            new Figure("CPU steal", readings.steal(), STEAL, false),
            new Figure(
                "CPU pressure",
                readings.ofTime(GeneratorSeries.CPU_PRESSURE, 1e-6),
                PRESSURE,
                false),
            new Figure("open files", readings.files(), FILES, false));
    List<String> evidence = new ArrayList<>();
    boolean broken = false;
    boolean undecided = false;
    for (Figure figure : figures) {
      evidence.add(figure.words());
      broken = broken || figure.worst.above(asked.limit(figure.limit));
      undecided = undecided || (figure.needed && !figure.worst.everywhere());
    }
    String all = String.join(", ", evidence);
    if (broken) {
      return Finding.fail(all);
    }
    return undecided
        ? Finding.inconclusive(all + "; what the generator itself measures is missing")
        : Finding.pass(all);
  }

  /** One figure: its name, its worst value, its limit, and whether it must be known. */
  private record Figure(String name, Worst worst, String limit, boolean needed) {
    String words() {
      DoubleFunction<String> unit = limit.equals(LAG) ? Wording::millis : Wording::percent;
      return name + " " + worst.words(unit);
    }
  }
}
