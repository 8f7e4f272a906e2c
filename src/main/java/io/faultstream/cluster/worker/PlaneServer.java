package io.faultstream.cluster.worker;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Listens for frontends, and for workers that fetch prompts, on an ephemeral port of the loopback
 * interface.
 */
final class PlaneServer {

  private final NetServer server;
  private final Context loop;
  private final List<PlaneConnection> connections = new CopyOnWriteArrayList<>();
  private int accepted;

  PlaneServer(Vertx vertx, Context loop) {
    this.loop = loop;
    this.server = vertx.createNetServer(new NetServerOptions().setTcpNoDelay(true));
  }

  /** Listens; the future gives the port. */
  Future<Integer> listen(WorkerContext worker) {
    return server
        .connectHandler(socket -> accept(socket, worker))
        .listen(0, "127.0.0.1")
        .map(NetServer::actualPort);
  }

  private void accept(NetSocket socket, WorkerContext worker) {
    PlaneConnection connection = new PlaneConnection(accepted++, socket, loop, worker);
    connections.add(connection);
    socket.closeHandler(
        unused -> {
          connection.closed();
          removeDone();
        });
  }

  /** Ends all connections, and so all work: on the event loop. */
  void cut() {
    connections.forEach(PlaneConnection::cut);
  }

  /** Sends what the engine's last step gave: on the engine's thread. */
  void flush() {
    for (PlaneConnection connection : connections) {
      connection.flush();
    }
    removeDone();
  }

  private void removeDone() {
    connections.removeIf(PlaneConnection::done);
  }
}
