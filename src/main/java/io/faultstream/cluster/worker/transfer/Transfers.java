package io.faultstream.cluster.worker.transfer;

import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.plane.PromptPlace;
import io.faultstream.cluster.time.Ticker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.function.Function;

/** All that one worker gives and takes of prompts. */
public final class Transfers {

  /** How often it is looked whether prompts were kept for too long, unless that is shorter. */
  private static final Duration LOOKS = Duration.ofSeconds(1);

  private final TransferOptions options;
  private final Vertx vertx;
  private final NetClient client;
  private final KeptPrompts kept;

  /** Nothing on its way yet. */
  public Transfers(TransferOptions options, Vertx vertx, Ticker ticker, Log log) {
    this.options = options;
    this.vertx = vertx;
    NetClientOptions network =
        new NetClientOptions()
            .setTcpNoDelay(true)
            .setConnectTimeout((int) options.timeout().toMillis());
    this.client = vertx.createNetClient(network);
    this.kept = new KeptPrompts(options.keep(), ticker, log);
    long period = Math.min(LOOKS.toMillis(), options.keep().toMillis());
    vertx.setPeriodic(period, unused -> kept.expire());
  }

  /** What this worker keeps for others. */
  public KeptPrompts kept() {
    return kept;
  }

  /** The transfers that another worker asks for on its connection, which is written to by this. */
  public Handovers handovers(Function<Buffer, Future<Void>> out) {
    return new Handovers(
        kept,
        options.length(),
        (delay, work) -> vertx.setTimer(delay.toMillis(), unused -> work.run()),
        out);
  }

  /** Asks another worker for a prompt: on the event loop. */
  public Fetch fetch(PromptPlace place, Fetch.Listener listener) {
    return Fetch.start(place, listener, client, new Fetch.Waits(vertx, options.timeout()));
  }
}
