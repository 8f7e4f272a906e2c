package io.faultstream.judge.validity;

import io.faultstream.history.MetricSample;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.measure.FaultWindow;
import io.faultstream.spec.ClaimSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The target's own processes that no fault was meant for stayed alive: their metrics could be read
 * throughout and tell of no new start. Limit {@code maxMissed}: so many samples in a row, one a
 * second, may be missed, default 3 (a busy machine misses one now and then).
 */
public final class TargetAlive implements Claim {
  public static final String ID = "target-alive";
  private static final String MAX_MISSED = "maxMissed";
  private static final String STARTED = "process_start_time_seconds";

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
    return Map.of(MAX_MISSED, 3.0);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "no process of the target died that no fault was meant for";
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    Set<String> victims =
        run.windows().stream().map(FaultWindow::victim).collect(Collectors.toSet());
    Map<String, List<MetricSample>> bySource = new LinkedHashMap<>();
    for (MetricSample sample : run.metrics()) {
      if (sample.ofTarget() && !victims.contains(sample.source())) {
        bySource.computeIfAbsent(sample.source(), s -> new ArrayList<>()).add(sample);
      }
    }
    if (bySource.values().stream().flatMap(List::stream).noneMatch(MetricSample::ok)) {
      return Finding.inconclusive("no process of the target could be watched");
    }
    List<String> wrong = new ArrayList<>();
    bySource.forEach((source, samples) -> look(source, samples, asked, wrong));
    return wrong.isEmpty()
        ? Finding.pass("watched throughout: " + String.join(", ", bySource.keySet()))
        : Finding.fail(String.join("; ", wrong));
  }

  private static void look(
      String source, List<MetricSample> samples, ClaimSpec asked, List<String> wrong) {
    int missed = 0;
    int most = 0;
    double started = Double.NaN;
    boolean again = false;
    for (MetricSample sample : samples) {
      missed = sample.ok() ? 0 : missed + 1;
      most = Math.max(most, missed);
      double start = sample.values().getOrDefault(STARTED, started);
      again = again || (!Double.isNaN(started) && start != started);
      started = start;
    }
    if (most > asked.limit(MAX_MISSED)) {
      wrong.add(source + " could not be read " + most + " times in a row");
    }
    if (again) {
      wrong.add(source + " was started again");
    }
  }
}
