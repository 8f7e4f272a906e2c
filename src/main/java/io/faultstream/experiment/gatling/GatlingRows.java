package io.faultstream.experiment.gatling;

import io.gatling.commons.stats.Status;
import io.gatling.core.CoreComponents;
import io.gatling.core.session.Session;
import scala.Option;

/** Writes rows of our own into Gatling's report. */
record GatlingRows(CoreComponents core, Session session) {

  /** One row, ended now; {@code why} is shown in the report's errors when it is not good. */
  void row(String name, long startMillis, boolean good, String why) {
    core.statsEngine()
        .logResponse(
            session.scenario(),
            session.groups(),
            name,
            startMillis,
            core.clock().nowMillis(),
            Status.apply(good ? "OK" : "KO"),
            Option.empty(),
            good ? Option.empty() : Option.apply(why));
  }
}
