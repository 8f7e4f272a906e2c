package io.faultstream.experiment.life;

import io.faultstream.history.MetricSample;
import io.faultstream.target.HttpProbe;
import io.faultstream.target.Metrics;
import io.faultstream.target.Target;
import io.faultstream.time.RunClock;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the target's metrics into the chronicle, without the buckets of histograms: sums and counts
 * stay. Runs on the scraper's thread; a source that does not answer is a sample that is not ok.
 */
final class MetricScraper {
  static final Duration DEADLINE = Duration.ofMillis(800);

  private final Target target;
  private final RunClock clock;
  private final Chronicle chronicle;
  private final HttpProbe probe;

  MetricScraper(Target target, RunClock clock, Chronicle chronicle, HttpProbe probe) {
    this.target = target;
    this.clock = clock;
    this.chronicle = chronicle;
    this.probe = probe;
  }

  void scrape() {
    try {
      scrapeAll();
    } catch (RuntimeException e) {
      chronicle.mishap("the target's metrics could not be read: " + e);
    }
  }

  private void scrapeAll() {
    for (Map.Entry<String, URI> source : target.metricSources().entrySet()) {
      try {
        HttpProbe.Answer answer = probe.get(source.getValue());
        chronicle.metrics(sample(source.getKey(), answer));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private MetricSample sample(String source, HttpProbe.Answer answer) {
    Map<String, Double> kept = new TreeMap<>();
    if (answer.ok()) {
      Metrics.parse(answer.body())
          .series()
          .forEach(
              (name, value) -> {
                if (!name.contains("_bucket{") && Double.isFinite(value)) {
                  kept.put(name, value);
                }
              });
    }
    return new MetricSample(clock.nanos(), source, answer.ok(), kept);
  }
}
