package io.faultstream.cluster.frontend.migration;

import io.faultstream.cluster.defect.FrontendDefect;
import io.faultstream.cluster.frontend.routing.Dispatcher;
import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.time.Ticker;

/** What a migrating stream needs: workers, rules, and who is told. */
public record MigrationContext(
    Dispatcher dispatcher,
    MigrationPolicy policy,
    MigrationEvents events,
    Log log,
    Ticker ticker,
    FrontendDefect defect) {

  /** The same with other ears: each model's requests are counted apart. */
  public MigrationContext withEvents(MigrationEvents other) {
    return new MigrationContext(dispatcher, policy, other, log, ticker, defect);
  }
}
