package io.faultstream.judge.validity;

import io.faultstream.history.MetricSample;
import io.faultstream.history.census.CensusSeries;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.spec.ClaimSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The target's own processes that no fault was meant for stayed alive, or where all shall end once
 * the store is lost, until they did. A process that we started is known by its number and start
 * each second: it was the same one throughout. Of others the metrics could be read throughout and
 * tell of no new start. Limit {@code maxMissed}: so many samples in a row, one a second, may be
 * missed of those, default 3 (a busy machine misses one now and then). A process that lives and
 * does not answer is the subject of {@link TargetWatched}.
 */
public final class TargetAlive implements Claim {
  public static final String ID = "target-alive";
  private static final String MAX_MISSED = "maxMissed";
  private static final String STARTED = "process_start_time_seconds";

  /** How the names of the store's members begin. */
  private static final String MEMBER = "etcd-";

  /** Ten looks a second see an end; a busy machine leaves some out. */
  private static final long SEEN_WITHIN = 500_000_000L;

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
        run.windows().stream()
            .flatMap(window -> Stream.of(window.victim().split(" ")))
            .collect(Collectors.toSet());
    Map<String, List<MetricSample>> bySource = new LinkedHashMap<>();
    for (MetricSample sample : run.metrics()) {
      boolean meant = victims.contains(sample.source()) || ended(run, sample.source(), sample);
      if (sample.ofTarget() && !meant) {
        bySource.computeIfAbsent(sample.source(), s -> new ArrayList<>()).add(sample);
      }
    }
    if (bySource.values().stream().flatMap(List::stream).noneMatch(MetricSample::ok)) {
      return Finding.inconclusive("no process of the target could be watched");
    }
    List<String> wrong = new ArrayList<>();
    bySource.forEach(
        (source, samples) -> {
          List<MetricSample> census = census(run, source);
          if (census.isEmpty()) {
            look(source, samples, asked, wrong);
          } else {
            count(source, census, asked, wrong);
          }
        });
    members(run).stream()
        .filter(member -> !victims.contains(member))
        .forEach(member -> count(member, census(run, member), asked, wrong));
    return wrong.isEmpty()
        ? Finding.pass("watched throughout: " + String.join(", ", bySource.keySet()))
        : Finding.fail(String.join("; ", wrong));
  }

  /** Whether the process had ended by then, as it shall: what ends is gone before that is seen. */
  private static boolean ended(StoredRun run, String process, MetricSample sample) {
    return sample.atNanos() >= run.awaitedEnd(process) - SEEN_WITHIN;
  }

  /** What is known of the process behind a source, from its first reading on. */
  private static List<MetricSample> census(StoredRun run, String source) {
    return run.metrics().stream()
        .filter(sample -> sample.source().equals(CensusSeries.source(source)))
        .filter(sample -> !ended(run, source, sample))
        .dropWhile(sample -> !sample.ok())
        .toList();
  }

  /** The members of the store, which have no page of metrics that is read. */
  private static Set<String> members(StoredRun run) {
    return run.metrics().stream()
        .filter(CensusSeries::isOf)
        .map(CensusSeries::process)
        .filter(process -> process.startsWith(MEMBER))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void count(
      String source, List<MetricSample> census, ClaimSpec asked, List<String> wrong) {
    if (missed(census) > asked.limit(MAX_MISSED) || endsMissed(census)) {
      wrong.add("the process of " + source + " was gone");
    } else if (alive(census).map(TargetAlive::identity).distinct().count() > 1) {
      wrong.add(source + " was started again");
    }
  }

  private static Stream<MetricSample> alive(List<MetricSample> census) {
    return census.stream().filter(MetricSample::ok);
  }

  private static boolean endsMissed(List<MetricSample> census) {
    return !census.isEmpty() && !census.get(census.size() - 1).ok();
  }

  private static int missed(List<MetricSample> samples) {
    int missed = 0;
    int most = 0;
    for (MetricSample sample : samples) {
      missed = sample.ok() ? 0 : missed + 1;
      most = Math.max(most, missed);
    }
    return most;
  }

  private static List<OptionalDouble> identity(MetricSample sample) {
    return List.of(CensusSeries.PID.in(sample), CensusSeries.START.in(sample));
  }

  private static void look(
      String source, List<MetricSample> samples, ClaimSpec asked, List<String> wrong) {
    int most = missed(samples);
    double started = Double.NaN;
    boolean again = false;
    for (MetricSample sample : samples) {
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
