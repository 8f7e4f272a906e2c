package io.faultstream.cluster.frontend.routing;

import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.time.Ticker;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;

/** What all workers of a pool share. */
record PoolContext(RoutingOptions options, Network network, Shared shared, Owner owner) {

  Vertx vertx() {
    return network.vertx();
  }

  NetClient client() {
    return network.client();
  }

  Log log() {
    return shared.log();
  }

  Ticker ticker() {
    return shared.ticker();
  }

  /** The ways out. */
  record Network(Vertx vertx, NetClient client) {}

  /** The process' log and clock. */
  record Shared(Log log, Ticker ticker) {}

  /** Who keeps the workers. */
  interface Owner {

    /** The worker left discovery and its last stream has ended. */
    void gone(RemoteWorker worker);
  }
}
