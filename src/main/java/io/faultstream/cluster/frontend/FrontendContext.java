package io.faultstream.cluster.frontend;

import io.faultstream.cluster.defect.FrontendDefect;
import io.faultstream.cluster.frontend.metrics.FrontendMetrics;
import io.faultstream.cluster.frontend.migration.MigrationContext;
import io.faultstream.cluster.frontend.routing.WorkerPool;
import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.time.Ticker;

/** What all routes of one frontend share. */
record FrontendContext(
    WorkerPool pool, FrontendMetrics metrics, MigrationContext migration, Drain drain) {

  Log log() {
    return migration.log();
  }

  FrontendDefect defect() {
    return migration.defect();
  }

  Ticker ticker() {
    return migration.ticker();
  }
}
