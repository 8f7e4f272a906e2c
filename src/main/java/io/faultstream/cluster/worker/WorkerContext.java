package io.faultstream.cluster.worker;

import io.faultstream.cluster.defect.WorkerDefect;
import io.faultstream.cluster.discovery.Role;
import io.faultstream.cluster.engine.Engine;
import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.time.Ticker;
import io.faultstream.cluster.worker.transfer.Transfers;

/** What all parts of one worker share. */
record WorkerContext(
    Engine engine,
    WorkerMetrics metrics,
    Admission admission,
    WorkerDefect defect,
    Role role,
    Transfers transfers,
    Parts parts) {

  Log log() {
    return parts.log();
  }

  Ticker ticker() {
    return parts.ticker();
  }

  /** The process' own log and clock. */
  record Parts(Log log, Ticker ticker) {}
}
