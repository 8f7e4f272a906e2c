package io.faultstream.cluster.discovery.etcd;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.RangeRequest;
import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.time.Ticker;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A connection to one member of the store at a time, the next one after a failure. One thread uses
 * it; {@link #close} may come from any.
 */
final class Connector implements AutoCloseable {
  /** A member that does not answer within this is not the one to talk to. */
  private static final Duration ANSWERS = Duration.ofSeconds(2);

  /** A member that is stopped keeps its connections; gRPC takes no shorter time than this. */
  private static final Duration PING = Duration.ofSeconds(10);

  private static final Duration PONG = Duration.ofSeconds(3);

  private final List<String> endpoints;
  private final Ticker ticker;
  private final Log log;
  private int current;
  private volatile ManagedChannel channel;
  private volatile boolean closed;

  /** To the first of these that answers, each {@code host:port}; connects when it is first used. */
  Connector(List<String> endpoints, Ticker ticker, Log log) {
    this.endpoints = endpoints;
    this.ticker = ticker;
    this.log = log;
    this.channel = open();
  }

  private ManagedChannel open() {
    // Without a proxy, whatever the user's environment says: it is this machine.
    return ManagedChannelBuilder.forTarget(endpoints.get(current))
        .usePlaintext()
        .proxyDetector(address -> null)
        .keepAliveTime(PING.toMillis(), TimeUnit.MILLISECONDS)
        .keepAliveTimeout(PONG.toMillis(), TimeUnit.MILLISECONDS)
        .build();
  }

  /** A connection of its own to the same members, for another thread. */
  Connector another() {
    return new Connector(endpoints, ticker, log);
  }

  /** The connection as it is now. */
  ManagedChannel channel() {
    return channel;
  }

  /** The clock by which it waits. */
  Ticker ticker() {
    return ticker;
  }

  /** Where it says what becomes of the connection. */
  Log log() {
    return log;
  }

  /** Whether it was closed. */
  boolean closed() {
    return closed;
  }

  /** Connects for the first time; false when nobody answered within this time. */
  boolean connect(Duration within) {
    return answers(ANSWERS) || reconnect(within);
  }

  /**
   * Goes from member to member until one answers; false when none did within this time, or when it
   * was closed.
   */
  boolean reconnect(Duration within) {
    long deadline = ticker.nanos() + within.toNanos();
    Backoff backoff = Backoff.first();
    while (!closed) {
      Duration left = Duration.ofNanos(deadline - ticker.nanos());
      if (left.isNegative() || left.isZero()) {
        log.error("Unable to reconnect to ETCD cluster: deadline exceeded");
        return false;
      }
      Duration pause = backoff.within(left);
      log.debug("Applying backoff of %dms (remaining time: %s)", pause.toMillis(), seconds(left));
      pause(pause);
      log.warn("Reconnecting to ETCD cluster at: %s", endpoints);
      next();
      left = Duration.ofNanos(deadline - ticker.nanos());
      if (!closed && answers(left.compareTo(ANSWERS) < 0 ? left : ANSWERS)) {
        log.info("Successfully reconnected to ETCD cluster");
        return true;
      }
      log.warn("Reconnection failed (remaining time: %s)", seconds(left));
      backoff = backoff.failed();
    }
    return false;
  }

  private static String seconds(Duration time) {
    return Math.max(0, time.toMillis()) / 1000.0 + "s";
  }

  private synchronized void next() {
    channel.shutdownNow();
    current = (current + 1) % endpoints.size();
    if (!closed) {
      channel = open();
    }
  }

  /**
   * A read of what the member itself has. Whether there is a leader is for the next request to find
   * out: a request that waits for one is answered as soon as one is elected.
   */
  private boolean answers(Duration within) {
    if (within.isNegative() || within.isZero()) {
      return false;
    }
    RangeRequest request =
        RangeRequest.newBuilder()
            .setKey(ByteString.copyFromUtf8(Keys.ALL))
            .setSerializable(true)
            .build();
    try {
      var unused =
          KVGrpc.newBlockingStub(channel)
              .withDeadlineAfter(within.toMillis() + 1, TimeUnit.MILLISECONDS)
              .range(request);
      return true;
    } catch (StatusRuntimeException failed) {
      log.debug("no answer from %s: %s", endpoints.get(current), failed.getStatus());
      return false;
    }
  }

  /** Waits so long, or until it is closed. */
  void pause(Duration time) {
    long until = ticker.nanos() + time.toNanos();
    while (!closed && ticker.nanos() - until < 0) {
      ticker.parkUntil(Math.min(until, ticker.nanos() + Duration.ofMillis(100).toNanos()));
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    channel.shutdownNow();
  }
}
