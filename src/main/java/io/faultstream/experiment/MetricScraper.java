package io.faultstream.experiment;

import io.faultstream.history.MetricSample;
import io.faultstream.target.Target;
import io.faultstream.time.RunClock;

/** Reads the target's metrics once into the chronicle; on the scraper's thread. */
record MetricScraper(Target target, RunClock clock, Chronicle chronicle) {
  void scrape() {
    target
        .metricSources()
        .forEach(
            (name, address) ->
                chronicle.metrics(
                    new MetricSample(clock.nanos(), name, false, java.util.Map.of())));
  }
}
